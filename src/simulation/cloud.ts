import type { HostResult } from '#capabilities/host-access.ts';
import type { HostFacts } from '#providers/contract/driver.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { EndpointDesired, EndpointFacts } from '#providers/contract/endpoint.ts';
import type { ImageDesired, ImageFacts } from '#providers/contract/image.ts';
import type { MachineDesired, MachineFacts } from '#providers/contract/machine.ts';
import type { Latency, ProviderModel } from '#providers/contract/model.ts';
import type { NetworkDesired, NetworkFacts } from '#providers/contract/network.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import type { Scheduler } from './scheduler.ts';
import type { SeededRandomness } from './seeded-randomness.ts';
import { drawLatency } from './draw-latency.ts';
import type { MachineJournal } from './machine-journal.ts';
import type { SimulatedFeed } from './simulated-feed.ts';

/** A resource of the simulated provider as it truly is. */
export interface CloudResource<D, F> {
  readonly providerId: string;
  tags: Tagged;
  /** True for a resource of somebody else's making: its tags are not looked at. */
  readonly foreign: boolean;
  desired: D;
  facts: F;
  since: number;
  deleting: boolean;
}

/** A machine with what is on its disk. */
export interface CloudMachine extends CloudResource<MachineDesired, MachineFacts> {
  readonly address: string;
  /** Provider id of the network it is on; undefined when that was taken away. */
  network: string | undefined;
  readonly files: Map<string, Uint8Array>;
  readonly journal: MachineJournal;
  readonly followers: Set<SimulatedFeed<string>>;
  /** Counts boots: what an earlier boot began stops with it. */
  boot: number;
}

export type CloudNetwork = CloudResource<NetworkDesired, NetworkFacts>;
export type CloudEndpoint = CloudResource<EndpointDesired, EndpointFacts> & { network: string | undefined };
export type CloudImage = CloudResource<ImageDesired, ImageFacts>;

/** What happens on machines; the cloud only powers them. */
export interface MachineLife {
  booted(machine: CloudMachine): void;
  stopped(machine: CloudMachine): void;
  exec(machine: CloudMachine, command: readonly string[], input: Uint8Array): Promise<HostResult>;
}

export type ResourceKind = 'machine' | 'network' | 'endpoint' | 'image';

const plainHost: HostFacts = {
  cgroupVersion: 2,
  cgroupDriver: 'systemd',
  architecture: 'amd64',
  swap: false,
  families: ['IPv4', 'IPv6'],
  ranges: [],
  shared: true,
  ignorePreflightErrors: [],
  problems: [],
};

/** The truth of a simulated provider: what exists, whatever any manager believes. */
export class Cloud {
  readonly machines = new Map<string, CloudMachine>();
  readonly networks = new Map<string, CloudNetwork>();
  readonly endpoints = new Map<string, CloudEndpoint>();
  readonly images = new Map<string, CloudImage>();
  readonly hints = new Set<SimulatedFeed<{ readonly ownerUid: string }>>();
  readonly model: ProviderModel;
  hostFacts: HostFacts = plainHost;
  /** Virtual milliseconds of wall-clock time. */
  readonly now: () => number;
  /** What the provider's host lacks. */
  problems: HostFacts['problems'] = [];
  /** So many machines may be there at once. */
  quota: number;
  /** Why nothing can be made now; undefined: everything can. */
  full: string | undefined;
  /** `kind name` of what is not made to its end the next time: whoever makes it is cut off in the middle. */
  readonly cutOff = new Set<string>();
  #silence: string | undefined;
  readonly #given = new Map<string, number>();
  readonly #scheduler: Scheduler;
  readonly #randomness: SeededRandomness;
  #life: MachineLife | undefined;
  #nextId = 1;
  #nextNetwork = 1;
  #nextPort = 30_001;

  constructor(options: {
    readonly model: ProviderModel;
    readonly scheduler: Scheduler;
    readonly randomness: SeededRandomness;
    readonly now: () => number;
  }) {
    this.model = options.model;
    this.quota = options.model.limits.machines;
    this.now = options.now;
    this.#scheduler = options.scheduler;
    this.#randomness = options.randomness;
  }

  get life(): MachineLife | undefined {
    return this.#life;
  }

  /** Who lives on the machines. */
  inhabit(life: MachineLife): void {
    this.#life = life;
  }

  /** An id that nothing here has. */
  newId(prefix: string): string {
    const stores = [this.machines, this.networks, this.endpoints, this.images];
    for (;;) {
      const id = `${prefix}-${this.#nextId}`;
      this.#nextId += 1;
      if (stores.every((store) => !store.has(id))) {
        return id;
      }
    }
  }

  /** A port that no endpoint here has. */
  newPort(): number {
    const taken = new Set([...this.endpoints.values()].map(({ facts }) => facts.external?.port));
    do {
      this.#nextPort += 1;
    } while (taken.has(this.#nextPort));
    return this.#nextPort;
  }

  /** A range for a network that overlaps none of `avoid`, by comparing their first two numbers. */
  newRange(avoid: readonly string[]): string {
    const taken = new Set(
      [...avoid, ...[...this.networks.values()].flatMap(({ facts }) => facts.cidrs)].map((range) =>
        range.split('.').slice(0, 2).join('.'),
      ),
    );
    let range = `172.${20 + (this.#nextNetwork % 200)}`;
    while (taken.has(range)) {
      this.#nextNetwork += 1;
      range = `172.${20 + (this.#nextNetwork % 200)}`;
    }
    this.#nextNetwork += 1;
    return `${range}.0.0/16`;
  }

  /** So many addresses of a network's range are given already. */
  gaveAddresses({ facts }: Pick<CloudNetwork, 'facts'>, count: number): void {
    const range = facts.cidrs[0] ?? '172.20.0.0/16';
    this.#given.set(range, Math.max(count, this.#given.get(range) ?? 0));
  }

  /** An address of the network that nothing on a network of its range ever had. */
  newAddress({ facts }: CloudNetwork): string {
    const range = facts.cidrs[0] ?? '172.20.0.0/16';
    const given = (this.#given.get(range) ?? 0) + 1;
    this.#given.set(range, given);
    const [first = '', second = ''] = range.split('.');
    return `${first}.${second}.${Math.floor(given / 250)}.${(given % 250) + 2}`;
  }

  /** Lets something happen after a time drawn from a latency. */
  later(label: string, latency: Latency, run: () => void): void {
    this.#scheduler.hold({
      actor: 'provider',
      label,
      delay: drawLatency(latency, this.#randomness),
      background: false,
      run,
    });
  }

  /** Why nobody answers; undefined while somebody does. */
  get silence(): string | undefined {
    return this.#silence;
  }

  /** From now on every call is refused, and whoever listens hears that the connection broke. */
  fallSilent(because: string): void {
    this.#silence = because;
    const followers = [...this.machines.values()].flatMap((machine) => [...machine.followers]);
    for (const feed of [...this.hints, ...followers]) {
      feed.end();
    }
    this.hints.clear();
    for (const machine of this.machines.values()) {
      machine.followers.clear();
    }
  }

  answerAgain(): void {
    this.#silence = undefined;
  }

  /** Tells whoever listens that something of this owner changed. */
  hint(ownerUid: string): void {
    for (const feed of this.hints) {
      feed.push({ ownerUid });
    }
  }

  machineById(providerId: string): CloudMachine {
    const found = this.machines.get(providerId);
    if (found === undefined) {
      throw new ProviderError('NotFound', `there is no machine ${providerId}`);
    }
    return found;
  }

  powerOn(machine: CloudMachine): void {
    machine.facts = { ...machine.facts, state: 'running', addresses: [machine.address], detail: '' };
    machine.since = this.now();
    machine.boot += 1;
    this.#life?.booted(machine);
    this.hint(machine.tags.owner.uid);
  }

  powerOff(machine: CloudMachine, detail: string): void {
    machine.facts = { ...machine.facts, state: 'stopped', detail };
    machine.since = this.now();
    machine.boot += 1;
    for (const follower of machine.followers) {
      follower.end();
    }
    machine.followers.clear();
    this.#life?.stopped(machine);
    this.hint(machine.tags.owner.uid);
  }
}
