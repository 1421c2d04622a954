import type { Effect } from '#capabilities/effect.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import type { Admission, NotAdmitted } from '#runtime/manager-options.ts';

/** A plan that is being applied. */
interface Open {
  /** `namespace/name` of the Plan. */
  readonly plan: string;
  readonly digests: ReadonlyMap<string, readonly string[]>;
  readonly clusters: ReadonlySet<string>;
  readonly allowRepairs: boolean;
  stopped: string | undefined;
}

/** What takes something away is never a repair. */
const removing = new Set(['delete', 'evict', 'cordon', 'deny']);

/**
 * Stands before every effect of a Cluster to which a plan is being applied, and lets only those of the plan pass. The first
 * other one stops the plan: nothing more passes until somebody decides. Other Clusters go on.
 */
export class PlanGate implements Admission {
  readonly #open = new Map<string, Open>();
  readonly #listeners = new Set<() => void>();

  /** From now on only this plan's effects pass in its Clusters. `stopped`: what stopped it before. */
  open(
    plan: string,
    document: PlanDocument,
    { allowRepairs, stopped }: { readonly allowRepairs: boolean; readonly stopped: string | undefined },
  ): void {
    this.#open.set(plan, {
      plan,
      digests: new Map(document.effects.map(({ digests, id }) => [id, digests])),
      clusters: new Set(document.effects.map(({ cluster }) => cluster).filter((cluster) => cluster !== '')),
      allowRepairs,
      stopped,
    });
    this.#tell();
  }

  /** Everything passes again. */
  close(plan: string): void {
    if (this.#open.delete(plan)) this.#tell();
  }

  /** Whether a plan is being applied, and if so what stopped it. */
  state(plan: string): { readonly stopped: string | undefined } | undefined {
    return this.#open.get(plan);
  }

  /** Another plan that is being applied to one of the same Clusters. */
  rival(plan: string, { effects }: PlanDocument): string | undefined {
    const others = [...this.#open.values()].filter((open) => open.plan !== plan);
    return others.find(({ clusters }) => effects.some(({ cluster }) => clusters.has(cluster)))?.plan;
  }

  judge(effect: Effect): NotAdmitted | undefined {
    const open = [...this.#open.values()].find(({ clusters }) => clusters.has(effect.cluster));
    if (open === undefined) return undefined;
    const why =
      open.stopped === undefined ? notPlanned(open, effect) : `plan ${open.plan} was stopped by ${open.stopped}`;
    if (why === undefined) return undefined;
    if (open.stopped === undefined) {
      open.stopped = effect.id;
      for (const listener of this.#listeners) listener();
    }
    const cure = 'delete the Plan to let everything happen, or apply it with --allow-repairs';
    return { reason: 'NotInPlan', message: `${effect.id} is due but ${why}: ${cure}` };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function notPlanned({ allowRepairs, digests, plan }: Open, effect: Effect): string | undefined {
  const planned = digests.get(effect.id);
  // What an effect asks for may depend on the order of things; the plan then knows no digest of it.
  if (planned !== undefined && (planned.length === 0 || planned.includes(effect.digest))) return undefined;
  const { verb, world } = effect.target;
  // Where pods are is their cluster's choice: those on a machine that the plan drains go with it.
  if (world === 'workload' && verb === 'evict' && effect.after.every((before) => digests.has(before))) return undefined;
  if (allowRepairs && !removing.has(verb)) return undefined;
  return planned === undefined
    ? `is not in plan ${plan}, which is being applied`
    : `asks for something else than plan ${plan} says, which is being applied`;
}
