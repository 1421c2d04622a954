import { Machine } from '#api/machine/index.ts';
import type { Affliction } from '../misfortune.ts';
import type { ObjectChange } from './observed-store.ts';
import type { ScenarioEvent } from './scenario.ts';

type Rule = NonNullable<ScenarioEvent['afflict']>;

/** What is wrong on machines by what they are made from, from before they are made. */
export class Afflictions {
  readonly #hosts: { readonly afflictions: Map<string, Affliction> };
  readonly #rules: Rule[] = [];
  readonly #machines = new Map<string, Machine>();

  constructor(hosts: { readonly afflictions: Map<string, Affliction> }) {
    this.#hosts = hosts;
  }

  /** A Machine is declared, or gone. */
  note({ after, label }: ObjectChange): void {
    if (after === undefined) {
      this.#machines.delete(label);
    } else if (after.kind === Machine.kind && !this.#machines.has(label)) {
      this.#machines.set(label, after as Machine);
      this.#afflict(after as Machine);
    }
  }

  /** From now on this is wrong; the result ends it. */
  add(rule: Rule): () => void {
    this.#rules.push(rule);
    this.#judgeAll();
    return () => {
      this.#rules.splice(this.#rules.indexOf(rule), this.#rules.includes(rule) ? 1 : 0);
      this.#judgeAll();
    };
  }

  cure(): void {
    this.#rules.length = 0;
    this.#judgeAll();
  }

  #judgeAll(): void {
    this.#hosts.afflictions.clear();
    for (const machine of this.#machines.values()) {
      this.#afflict(machine);
    }
  }

  #afflict({ metadata, spec }: Machine): void {
    const rule = this.#rules.find(
      ({
        cluster = spec.cluster,
        names = [metadata.name],
        pool = spec.pool,
        release = spec.release,
        role = spec.role,
      }) =>
        names.includes(metadata.name) &&
        cluster === spec.cluster &&
        pool === spec.pool &&
        release === spec.release &&
        role === spec.role,
    );
    if (rule !== undefined) {
      const event = rule.fails ? 'failed' : 'waiting';
      this.#hosts.afflictions.set(metadata.name, { phase: rule.phase, event, message: rule.says });
    }
  }
}
