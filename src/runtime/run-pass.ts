import { ApiError } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Outcome } from '#base/outcome.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import { computeStatus } from './compute-status.ts';
import { conditionsOf } from './conditions-of.ts';
import type { StatusInput, Step } from './controller.ts';
import { createPass } from './create-pass.ts';
import type { EffectPort } from './effect-port.ts';
import { finalizerOf, writeFinalizer } from './finalizer.ts';
import { keyText } from './key-text.ts';
import type { ManagerState, RegisteredController } from './manager-state.ts';
import { parseKeyId } from './key-id.ts';
import type { ObjectCache } from './object-cache.ts';
import type { PassEnd } from './pass-end.ts';
import type { Pass } from './pass.ts';
import { writeStatus } from './status-writer.ts';

const idle: PassEnd = { ended: 'idle' };

/** One run of a controller over one key as the runtime leads it. */
interface Run {
  readonly state: ManagerState;
  readonly registered: RegisteredController;
  readonly keyId: string;
}

/** Runs one controller over one key: finalizer, scope, steps, status, event. Never rejects: what was thrown is in the end. */
export async function runPass(state: ManagerState, keyId: string): Promise<PassEnd> {
  const { controller: name, key } = parseKeyId(keyId);
  const registered = state.controllers.get(name);
  if (registered === undefined) {
    throw new Error(`no controller is called ${name}`);
  }
  const object = state.caches.of(registered.controller.for).get(key);
  const topicsBefore = state.subscriptions.forget(keyId);
  const end = object === undefined ? idle : await runOverOrThrow({ state, registered, keyId }, object);
  settleTopics(state, { keyId, topicsBefore, end });
  if (object === undefined) {
    forgetKey(state, keyId);
  }
  return end;
}

async function runOverOrThrow(run: Run, object: KubeObject): Promise<PassEnd> {
  try {
    return await runOver(run, object);
  } catch (error) {
    return error instanceof ApiError && error.reason === 'NotFound' ? idle : { ended: 'threw', error, step: undefined };
  }
}

async function runOver(run: Run, object: KubeObject): Promise<PassEnd> {
  const { state, registered, keyId } = run;
  const { controller } = registered;
  const management = state.options.management.of(object, state.trackedReader(keyId));
  const deleting = object.metadata.deletionTimestamp !== undefined;
  const held = object.metadata.finalizers?.includes(finalizerOf(controller.name)) ?? false;
  if (management === 'Paused' || (deleting && !held)) {
    return idle;
  }
  const acting = management === 'Manage' && !deleting && !held && controller.deletionSteps.length > 0;
  const target = acting ? await setFinalizer(run, object, true) : object;
  const { pass, effects } = createPass(state, { registered, keyId, object: target });
  const input = await runSteps(run, {
    object: target,
    pass,
    effects,
    steps: deleting ? controller.deletionSteps : controller.steps,
  });
  if (deleting && input.outcome.outcome === 'proceed' && management === 'Manage') {
    await setFinalizer(run, target, false);
    return endOf(input, { effects: effects.asked, revisit: undefined });
  }
  await report(run, input);
  const revisit = input.outcome.outcome === 'threw' ? undefined : controller.revisit?.(input);
  return endOf(input, { effects: effects.asked, revisit });
}

/** Reads the scope and runs the steps in order until one does not let the pass go on. */
async function runSteps(
  { state, registered: { controller } }: Run,
  chain: {
    readonly object: KubeObject;
    readonly pass: Pass;
    readonly effects: EffectPort;
    readonly steps: readonly Step<unknown>[];
  },
): Promise<StatusInput<KubeObject, unknown>> {
  const { object, pass, effects, steps } = chain;
  const tell = (step: string): void =>
    state.options.onPass?.({
      phase: 'step',
      controller: controller.name,
      key: keyText(object.metadata),
      step,
      object,
      end: undefined,
    });
  const now = rfc3339(pass.now);
  let scope: unknown;
  let at = 'scope';
  try {
    tell(at);
    scope = await controller.scope(object, pass);
    for (const step of steps) {
      at = step.name;
      tell(at);
      effects.enter(step.name, scope);
      const outcome = await step.run(scope, pass);
      const final: Outcome = effects.refusal?.outcome ?? outcome;
      if (final.outcome !== 'proceed') {
        return { object, scope, outcome: final, step: at, now };
      }
    }
    return { object, scope, outcome: { outcome: 'proceed' }, step: undefined, now };
  } catch (error) {
    const outcome = effects.refusal?.outcome ?? ({ outcome: 'threw', error } as const);
    return { object, scope, outcome, step: at, now };
  }
}

function endOf(
  { outcome, step }: StatusInput<KubeObject, unknown>,
  rest: { readonly effects: readonly string[]; readonly revisit: number | undefined },
): PassEnd {
  return outcome.outcome === 'threw'
    ? { ended: 'threw', error: outcome.error, step }
    : { ended: 'outcome', outcome, step, ...rest };
}

/** Status, then an event if the reason is a new one. A conflict says nothing about the object, so nothing is said. */
async function report({ state, registered, keyId }: Run, input: StatusInput<KubeObject, unknown>): Promise<void> {
  const { controller, writesReady } = registered;
  const { outcome, object } = input;
  if (outcome.outcome === 'threw' && outcome.error instanceof ApiError && outcome.error.reason === 'Conflict') {
    return;
  }
  const now = state.options.clock.now();
  const { status, summary } = computeStatus(controller, input, { now, writesReady });
  if (controller.for.statusSubresource) {
    const writing = {
      objects: state.options.objects,
      memory: state.memory,
      keyId,
      controller: controller.name,
      signal: state.signal,
    };
    const written = await writeStatus(writing, controller.for, { object, status });
    noteWrite(state, keyId, written);
  }
  if (!writesReady && outcome.outcome === 'proceed') {
    return;
  }
  const before = writesReady ? conditionsOf(object).find(({ type }) => type === 'Ready')?.reason : undefined;
  const type = outcome.outcome === 'stall' || outcome.outcome === 'threw' ? 'Warning' : 'Normal';
  const { reason, message } = summary;
  await state.events.record(keyId, {
    controller: controller.name,
    object,
    occurrence: { type, reason, message },
    before,
    now,
  });
}

async function setFinalizer(
  { state, registered, keyId }: Run,
  object: KubeObject,
  present: boolean,
): Promise<KubeObject> {
  const { name: controller, for: kind } = registered.controller;
  const written = await writeFinalizer(state.options.objects, { kind, object, controller, present }, state.signal);
  if (present || (written.metadata.finalizers ?? []).length > 0) {
    noteWrite(state, keyId, written);
  } else {
    noteRemoval(state, keyId, object);
  }
  return written;
}

/**
 * With its last finalizer the object itself goes, and what the write answers has the revision of before (so kube-apiserver has
 * it): only that the cache shows it no more, or another in its place, says that the write was seen.
 */
function noteRemoval(state: ManagerState, keyId: string, { metadata }: KubeObject): void {
  const cache = cacheOf(state, keyId);
  if (cache === undefined) {
    return;
  }
  state.barrier.note(keyId, () => cache.get(metadata)?.metadata.uid !== metadata.uid);
}

function cacheOf(state: ManagerState, keyId: string): ObjectCache | undefined {
  const kind = state.controllers.get(parseKeyId(keyId).controller)?.controller.for;
  return kind && state.caches.of(kind);
}

function noteWrite(state: ManagerState, keyId: string, written: KubeObject | undefined): void {
  const cache = cacheOf(state, keyId);
  if (written === undefined || cache === undefined) {
    return;
  }
  state.barrier.note(keyId, () => cache.hasSeen(written));
}

function forgetKey(state: ManagerState, keyId: string): void {
  state.memory.forget(keyId);
  state.events.forget(keyId);
  state.forget(keyId);
}

/**
 * What nobody looks at any more is closed: connections to workload clusters and journals. A pass that threw may not have come
 * as far as looking: it keeps what the one before had.
 */
function settleTopics(
  { subscriptions, remotes, journals }: ManagerState,
  settled: { readonly keyId: string; readonly topicsBefore: readonly string[]; readonly end: PassEnd },
): void {
  for (const topic of settled.topicsBefore) {
    if (settled.end.ended === 'threw') {
      subscriptions.subscribe(topic, settled.keyId);
    }
    if (subscriptions.keysOf(topic).length > 0) {
      continue;
    }
    const [subject, uid = ''] = topic.split(' ');
    if (subject === 'remote') {
      remotes.close(uid);
    } else if (subject === 'journal') {
      journals.release(uid);
    }
  }
}
