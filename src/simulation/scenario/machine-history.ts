import type { Cloud, CloudMachine } from '../cloud.ts';

/** A machine at the provider, from when it was made until it is gone. */
export interface MachineRecord {
  readonly providerId: string;
  readonly name: string;
  /** `namespace/name` of its Cluster. */
  readonly cluster: string;
  readonly role: CloudMachine['desired']['role'];
  readonly zone: string | undefined;
  state: string;
}

interface MachineHistoryOptions {
  readonly cloud: Cloud;
  readonly zones: readonly string[];
  readonly now: () => number;
  /** Is told of each change of a machine: it is made, its state is another, or it is gone. */
  readonly onChange: (machine: MachineRecord, state: string) => void;
}

/** Follows the machines at the provider: how many there are at each moment, and in which zone each is. */
export class MachineHistory {
  /** How many ran from so many milliseconds on, where that changed. */
  readonly counts: { readonly at: number; readonly count: number }[] = [{ at: 0, count: 0 }];
  readonly #options: MachineHistoryOptions;
  readonly #present = new Map<string, MachineRecord>();
  #made = 0;
  #changes = 0;

  constructor(options: MachineHistoryOptions) {
    this.#options = options;
  }

  /** Machines ever made. */
  get made(): number {
    return this.#made;
  }

  /** Counts what was told. */
  get changes(): number {
    return this.#changes;
  }

  get present(): ReadonlyMap<string, MachineRecord> {
    return this.#present;
  }

  look(): void {
    const { cloud, now, onChange } = this.#options;
    for (const machine of cloud.machines.values()) {
      if (machine.foreign) {
        continue;
      }
      const known = this.#present.get(machine.providerId) ?? this.#begin(machine);
      const state = machine.deleting ? 'deleting' : machine.facts.state;
      if (known.state !== state) {
        known.state = state;
        this.#changes += 1;
        onChange(known, state);
      }
    }
    for (const [id, record] of this.#present) {
      if (!cloud.machines.has(id)) {
        this.#present.delete(id);
        this.#changes += 1;
        onChange(record, 'gone');
      }
    }
    const running = this.#present.values().reduce((sum, { state }) => sum + (state === 'running' ? 1 : 0), 0);
    if (this.counts.at(-1)?.count !== running) {
      this.counts.push({ at: now(), count: running });
    }
  }

  #begin({ desired, providerId, tags: { owner } }: CloudMachine): MachineRecord {
    const { zones } = this.#options;
    const record: MachineRecord = {
      providerId,
      name: owner.name,
      cluster: `${owner.namespace}/${owner.cluster}`,
      role: desired.role,
      zone: zones[this.#made % Math.max(1, zones.length)],
      state: '',
    };
    this.#made += 1;
    this.#present.set(providerId, record);
    return record;
  }
}
