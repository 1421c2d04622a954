import { Cluster } from '#api/cluster/index.ts';
import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Plan } from '#api/plan/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import { isReady } from '#controllers/reading/is-ready.ts';
import { differingFacts } from '#domain/plan/differing-facts.ts';
import type { PlanDocument } from '#domain/plan/plan-document.ts';
import { declareChange } from '#simulation/plan/declare-change.ts';
import { readSetOf } from '#simulation/plan/read-set-of.ts';
import { readSnapshot } from '#simulation/plan/read-snapshot.ts';
import type { SnapshotSource } from '#simulation/plan/snapshot-source.ts';
import type { ChangeLimit } from './change-limit.ts';
import type { PlanGate } from './plan-gate.ts';
import { planContent } from './plan-content.ts';
import type { SaidStatus } from './plan-status.ts';

export interface Applying {
  readonly objects: ObjectApi;
  readonly source: SnapshotSource;
  readonly gate: PlanGate;
  readonly limit: ChangeLimit | undefined;
  readonly clock: Clock;
}

type Status = NonNullable<Plan['status']>;
type Ready = SaidStatus['ready'];

/** As many facts are named in a refusal; the rest is counted. */
const mostNamed = 5;

/** One step of a computed Plan's life: expires, begins, is declared, stops, ends. Each is stored before the next is done. */
export async function applyPlan(applying: Applying, plan: Plan): Promise<SaidStatus | undefined> {
  const { status } = plan;
  if (status?.hash === undefined) return undefined;
  if (status.application !== undefined) return await goOn(applying, plan, status);
  // What was refused once does not begin by itself when the world happens to be as it was.
  if (status.refusal !== undefined) return undefined;
  const wanted = plan.spec.apply;
  const expired = applying.clock.now() > Date.parse(status.expires ?? '');
  if (wanted === undefined && !expired) return undefined;
  const document = await planContent.read(applying.objects, plan);
  const refusal = document === undefined ? undefined : await refusalOf(applying, plan, { document, expired });
  if (document === undefined || refusal !== undefined) {
    const why = refusal ?? { reason: 'ContentLost', message: 'a part of the plan is gone: plan again' };
    return said({ ...status, refusal: why }, { status: 'False', ...why });
  }
  applying.gate.open(keyOf(plan), document, { allowRepairs: wanted?.allowRepairs ?? false, stopped: undefined });
  return said(
    { ...status, application: { state: 'Applying', started: rfc3339(applying.clock.now()) } },
    { status: 'False', reason: 'Applying', message: status.summary ?? '' },
  );
}

async function refusalOf(
  { gate, limit, source }: Applying,
  plan: Plan,
  { document, expired }: { readonly document: PlanDocument; readonly expired: boolean },
): Promise<Pick<Ready, 'reason' | 'message'> | undefined> {
  const beyond = limit?.(document.change, plan.metadata.namespace ?? '');
  if (beyond !== undefined) return { reason: 'BeyondNamespace', message: beyond };
  if (expired) return { reason: 'Expired', message: `it is older than an hour: plan again` };
  if (plan.spec.apply?.hash !== document.hash) {
    return { reason: 'HashDiffers', message: `spec.apply.hash is not that of this plan, which is ${document.hash}` };
  }
  if (document.result === 'Stall') return { reason: 'PlanStalls', message: document.summary };
  const rival = gate.rival(keyOf(plan), document);
  if (rival !== undefined)
    return { reason: 'AnotherPlan', message: `plan ${rival} is being applied to the same cluster` };
  const { snapshot } = await readSnapshot(source, document.change);
  const differing = differingFacts(document.readSet, readSetOf(snapshot));
  if (differing.length === 0) return undefined;
  const more = differing.length > mostNamed ? `, and ${differing.length - mostNamed} more` : '';
  return {
    reason: 'WorldChanged',
    message: `the world is another than it was planned for: ${differing.slice(0, mostNamed).join(', ')}${more}: plan again`,
  };
}

async function goOn(applying: Applying, plan: Plan, status: Status): Promise<SaidStatus | undefined> {
  const { gate, objects } = applying;
  const { application } = status;
  if (application === undefined || application.state === 'Applied') return undefined;
  const key = keyOf(plan);
  const document = await planContent.read(objects, plan);
  if (document === undefined) return undefined;
  const allowRepairs = plan.spec.apply?.allowRepairs ?? false;
  const { refused: _refused, ...going } = application;
  if (application.state === 'Stopped') {
    if (!allowRepairs) return undefined;
    gate.open(key, document, { allowRepairs, stopped: undefined });
    return said({ ...status, application: { ...going, state: 'Applying' } }, doing(document));
  }
  if (application.declared !== true) return await declare(applying, { document, status, going });
  const stopped = gate.state(key)?.stopped;
  if (stopped !== undefined) {
    const message = `${stopped} is not in the plan: it stopped there`;
    return said(
      { ...status, application: { ...going, state: 'Stopped', refused: stopped } },
      { status: 'False', reason: 'NotInPlan', message },
    );
  }
  if (!(await isDone(objects, document))) return undefined;
  gate.close(key);
  const finished = rfc3339(applying.clock.now());
  return said(
    { ...status, application: { ...going, state: 'Applied', finished } },
    { status: 'True', reason: 'Applied', message: document.summary },
  );
}

/** Does what the user would do. Done again after a crash it changes nothing: what is deleted already is left. */
async function declare(
  { objects }: Applying,
  {
    document,
    going,
    status,
  }: { readonly document: PlanDocument; readonly going: NonNullable<Status['application']>; readonly status: Status },
): Promise<SaidStatus> {
  const refused = (await declareChange(objects, servedKinds, document.change)).filter(
    ({ object, reason }) =>
      !(
        reason === 'NotFound' &&
        document.change.deletions.some(({ kind, name }) => object.startsWith(kind) && object.endsWith(name))
      ),
  );
  const [first] = refused;
  if (first !== undefined) {
    const message = `${first.object}: ${first.message}`;
    return said(
      { ...status, application: { ...going, state: 'Stopped', declared: true, refused: first.object } },
      { status: 'False', reason: 'DeclarationRefused', message },
    );
  }
  return said({ ...status, application: { ...going, declared: true } }, doing(document));
}

/** Everything that comes is there and Ready, everything that goes is gone. */
async function isDone(objects: ObjectApi, { effects, objects: planned }: PlanDocument): Promise<boolean> {
  const clusters = [...new Set(effects.map(({ cluster }) => cluster))].filter((cluster) => cluster !== '');
  const leaving = planned.filter(({ change }) => change === 'deleted');
  for (const key of clusters) {
    const [namespace, name = ''] = key.split('/');
    const found = await present(objects, { kind: Cluster.kind, namespace, name });
    const goes = leaving.some(
      (object) => object.kind === Cluster.kind && object.name === name && object.namespace === namespace,
    );
    if (goes ? found !== undefined : found === undefined || !isReady(found)) return false;
  }
  for (const { change, ...key } of planned) {
    const found = await present(objects, key);
    if (change === 'deleted' ? found !== undefined : found === undefined) return false;
  }
  return true;
}

async function present(
  objects: ObjectApi,
  { kind: name, ...key }: { readonly kind: string; readonly namespace?: string | undefined; readonly name: string },
): Promise<KubeObject | undefined> {
  const kind = servedKinds.find((served) => served.kind === name);
  if (kind === undefined) return undefined;
  try {
    return await objects.get(kind, { name: key.name, namespace: key.namespace });
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined;
    throw error;
  }
}

function doing({ summary }: PlanDocument): Ready {
  return { status: 'False', reason: 'Applying', message: summary };
}

function said(
  { conditions: _conditions, observedGeneration: _generation, ...status }: Status,
  ready: Ready,
): SaidStatus {
  return { status, ready };
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}
