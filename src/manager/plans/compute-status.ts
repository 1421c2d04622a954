import type { Plan } from '#api/plan/index.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { changeDigest } from '#domain/plan/change-digest.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { readSnapshot } from '#simulation/plan/read-snapshot.ts';
import type { SnapshotSource } from '#simulation/plan/snapshot-source.ts';
import type { ChangeLimit } from './change-limit.ts';
import { planContent } from './plan-content.ts';
import type { PlanRequest } from './plan-request.ts';
import { planStatus, type SaidStatus } from './plan-status.ts';
import { readChange } from './read-change.ts';

export interface Computing {
  readonly objects: ObjectApi;
  readonly source: SnapshotSource;
  readonly clock: Clock;
  readonly compute: (request: PlanRequest) => Promise<PlanDocument>;
  readonly limit: ChangeLimit | undefined;
}

/** Computes a Plan whose change was not computed yet; undefined where it was. */
export async function computeStatus(
  { clock, compute, limit, objects, source }: Computing,
  plan: Plan,
): Promise<SaidStatus | undefined> {
  const read = readChange(plan);
  if ('problem' in read) return failed(plan, { reason: 'Unreadable', message: read.problem });
  const beyond = limit?.(read.change, plan.metadata.namespace ?? '');
  if (beyond !== undefined) return failed(plan, { reason: 'BeyondNamespace', message: beyond });
  const change = changeDigest(read.change);
  if (plan.status?.change === change) return undefined;
  let document: PlanDocument;
  try {
    const { model, snapshot } = await readSnapshot(source, read.change);
    document = await compute({ snapshot, change: read.change, providerType: model?.type ?? '' });
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return failed(plan, { reason: `Provider${error.code}`, message: error.message });
  }
  const now = clock.now();
  const { duration, effects, hash, result, stalls, summary, waves } = document;
  const [stall] = stalls;
  return {
    status: {
      ...(await planContent.keep(objects, plan, JSON.stringify(document))),
      change,
      result,
      summary,
      hash,
      effects: effects.length,
      waves,
      duration: { ...duration },
      computed: rfc3339(now),
      expires: rfc3339(now + planStatus.lifeMilliseconds),
    },
    ready:
      stall === undefined
        ? { status: 'True', reason: 'Computed', message: summary }
        : { status: 'False', reason: 'PlanStalls', message: summary },
  };
}

/** What could be said before stays; nothing of it can be applied. */
function failed(
  { status }: Plan,
  { message, reason }: { readonly reason: string; readonly message: string },
): SaidStatus | undefined {
  if (status?.conditions?.some((condition) => condition.reason === reason && condition.message === message)) {
    return undefined;
  }
  return { status: {}, ready: { status: 'False', reason, message } };
}
