import type { Kind } from '#api/meta/kind.ts';
import type { CapabilityName, Controller } from './controller.ts';
import { kindId } from './kind-id.ts';

/** What one controller declared, for the ports to hold it to. */
export class Declarations {
  readonly #controller: Controller;
  readonly #reads: ReadonlySet<string>;
  readonly #owns: ReadonlySet<string>;
  readonly #deletes: ReadonlySet<string>;
  readonly #remote: ReadonlySet<string>;
  readonly #remoteWrites: ReadonlySet<string>;

  constructor(controller: Controller) {
    this.#controller = controller;
    this.#owns = new Set(controller.owns.map(kindId));
    this.#deletes = new Set(controller.deletes?.map(kindId));
    this.#reads = new Set([kindId(controller.for), ...this.#owns, ...controller.reads.map(({ kind }) => kindId(kind))]);
    this.#remote = new Set(controller.remote.map(({ kind }) => kindId(kind)));
    this.#remoteWrites = new Set(controller.remoteWrites.map(kindId));
  }

  reads(kind: Kind): void {
    this.#demand(this.#reads, kind, 'reads');
  }

  owns(kind: Kind): void {
    this.#demand(this.#owns, kind, 'writes');
  }

  deletes(kind: Kind): void {
    this.#demand(this.#deletes, kind, 'deletes');
  }

  /** Cached reads need a declared cache; live ones may also read what the controller writes. */
  remote(kind: Kind): void {
    this.#demand(this.#remote, kind, 'reads from a workload cluster');
  }

  remoteLive(kind: Kind): void {
    if (!this.#remoteWrites.has(kindId(kind))) {
      this.remote(kind);
    }
  }

  remoteWrites(kind: Pick<Kind, 'group' | 'kind'>): void {
    this.#demand(this.#remoteWrites, kind, 'writes to a workload cluster');
  }

  uses(capability: CapabilityName): void {
    if (!this.#controller.uses.includes(capability)) {
      throw new Error(
        `${this.#controller.name} uses the capability ${capability} but does not declare it: add it to \`uses\``,
      );
    }
  }

  #demand(declared: ReadonlySet<string>, kind: Pick<Kind, 'group' | 'kind'>, what: string): void {
    if (!declared.has(kindId(kind))) {
      throw new Error(`${this.#controller.name} ${what} ${kind.kind} but does not declare it`);
    }
  }
}
