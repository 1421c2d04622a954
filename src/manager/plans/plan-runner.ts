import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { Plan } from '#api/plan/index.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import type { SnapshotSource } from '#simulation/plan/snapshot-source.ts';
import { applyPlan } from './apply-plan.ts';
import type { ChangeLimit } from './change-limit.ts';
import { computeStatus } from './compute-status.ts';
import type { PlanGate } from './plan-gate.ts';
import { planContent } from './plan-content.ts';
import { planStatus, type SaidStatus } from './plan-status.ts';
import type { PlanRequest } from './plan-request.ts';

export interface PlanRunnerOptions {
  readonly objects: ObjectApi;
  readonly source: SnapshotSource;
  readonly gate: PlanGate;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Absent: a Plan may change everything. */
  readonly limit?: ChangeLimit | undefined;
  /** Computes a plan; long work, done elsewhere. */
  readonly compute: (request: PlanRequest) => Promise<PlanDocument>;
  readonly onProblem: (problem: { readonly where: string; readonly error: unknown }) => void;
}

/** Kinds whose changes may bring a plan that is being applied to its end. */
const followed: readonly Kind[] = [Plan, Cluster, NodePool, Machine];

/** A failed look at a plan is repeated after this long. */
const retryMilliseconds = 2_000;

/** Computes Plans, and has those applied that somebody said yes to. Level-triggered: after a restart it goes on. */
export class PlanRunner {
  readonly #options: PlanRunnerOptions;
  readonly #due = new Set<string>();
  #wake: (() => void) | undefined;

  constructor(options: PlanRunnerOptions) {
    this.#options = options;
  }

  /** Stands before effects again for every plan that is being applied. To be awaited before any controller runs. */
  async load(): Promise<void> {
    const { gate, objects } = this.#options;
    for (const plan of (await objects.list(Plan)).items) {
      const { application } = plan.status ?? {};
      if (application === undefined || application.state === 'Applied') continue;
      const document = await planContent.read(objects, plan);
      if (document === undefined) continue;
      const { state, refused } = application;
      const allowRepairs = plan.spec.apply?.allowRepairs ?? false;
      gate.open(keyOf(plan), document, { allowRepairs, stopped: state === 'Stopped' ? refused : undefined });
    }
  }

  async run(signal: AbortSignal): Promise<void> {
    const { gate } = this.#options;
    const unlisten = gate.onChange(() => this.#wakeAll());
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const watches = followed.map((kind) => this.#follow(kind, signal));
    try {
      while (!signal.aborted) {
        const [key] = this.#due;
        if (key === undefined) {
          const woken = new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          await Promise.race([woken, aborted]);
          continue;
        }
        this.#due.delete(key);
        // Nobody waits for a plan that is computed when the manager stops: the next one computes it anew.
        await Promise.race([this.#look(key, signal), aborted]);
      }
    } finally {
      unlisten();
      await Promise.all(watches);
    }
  }

  readonly #plans = new Map<string, Plan>();

  /** Keeps the Plans at hand; whatever happens to clusters may concern those that are being applied. */
  async #follow(kind: Kind, signal: AbortSignal): Promise<void> {
    const { objects, onProblem, timers } = this.#options;
    while (!signal.aborted) {
      const watch = objects.watch(kind, { signal });
      const close = (): void => watch.close();
      signal.addEventListener('abort', close, { once: true });
      try {
        for (let events = await watch.next(); events.length > 0; events = await watch.next()) {
          for (const event of events) {
            if (event.type === 'BOOKMARK') continue;
            if (kind === Plan) this.#hear(event.object as Plan, event.type === 'DELETED');
            else this.#wakeAll();
          }
        }
      } catch (error) {
        if (!signal.aborted) onProblem({ where: `${kind.plural} for plans`, error });
      } finally {
        signal.removeEventListener('abort', close);
        watch.close();
      }
      if (!signal.aborted) await timers.sleep(retryMilliseconds, signal).catch(() => undefined);
    }
  }

  #hear(plan: Plan, gone: boolean): void {
    const key = keyOf(plan);
    if (gone) {
      this.#plans.delete(key);
      this.#options.gate.close(key);
    } else {
      this.#plans.set(key, plan);
      this.#dueNow(key);
    }
  }

  /** Those that are being applied look again. */
  #wakeAll(): void {
    for (const [key, { status }] of this.#plans) {
      if (status?.application !== undefined && status.application.state !== 'Applied') this.#dueNow(key);
    }
  }

  #dueNow(key: string): void {
    this.#due.add(key);
    this.#wake?.();
    this.#wake = undefined;
  }

  async #look(key: string, signal: AbortSignal): Promise<void> {
    const { objects, onProblem, timers } = this.#options;
    const plan = this.#plans.get(key);
    if (plan === undefined || plan.metadata.deletionTimestamp !== undefined) return;
    try {
      const status = await this.#statusOf(plan);
      if (status !== undefined) await planStatus.write({ objects, now: this.#options.clock.now() }, plan, status);
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.reason === 'NotFound')) return;
      onProblem({ where: `plan ${key}`, error });
      timers.after(retryMilliseconds, () => this.#dueNow(key), 'background');
    }
  }

  /** What the Plan's status is to be; undefined where it is so. */
  async #statusOf(plan: Plan): Promise<SaidStatus | undefined> {
    const { clock, compute, gate, limit, objects, source } = this.#options;
    const computed = await computeStatus({ clock, compute, limit, objects, source }, plan);
    if (computed !== undefined) {
      this.#expireLater(plan);
      return computed;
    }
    return await applyPlan({ clock, gate, limit, objects, source }, plan);
  }

  #expireLater(plan: Plan): void {
    this.#options.timers.after(planStatus.lifeMilliseconds + 1_000, () => this.#dueNow(keyOf(plan)), 'background');
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}
