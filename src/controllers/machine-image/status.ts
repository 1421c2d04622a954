import type { MachineImage } from '#api/machine-image/index.ts';
import type { TaskState } from '#capabilities/tasks.ts';
import type { ComputedCondition, StatusInput } from '#runtime/controller.ts';
import { askedAnew } from './asked-anew.ts';
import type { ImageScope } from './scope.ts';

type MachineImageStatus = NonNullable<MachineImage['status']>;
type Input = StatusInput<MachineImage, ImageScope>;

interface Archive {
  readonly archive: string;
  readonly digest: string;
  readonly sizeBytes: number;
}

function archiveOf(state: TaskState): Archive | undefined {
  if (state.state !== 'done') return undefined;
  const { archive, digest, sizeBytes } = state.result;
  return typeof archive === 'string' && typeof digest === 'string' && typeof sizeBytes === 'number'
    ? { archive, digest, sizeBytes }
    : undefined;
}

function progressOf(states: readonly (TaskState | undefined)[]): { readonly [field: string]: unknown } {
  const running = states.find((state) => state?.state === 'running');
  return running?.state === 'running' ? { progress: running.progress } : {};
}

function resultOf(state: TaskState): { readonly [field: string]: unknown } {
  return state.state === 'done' ? state.result : {};
}

function mirrorOf(mirror: ImageScope['mirror'], known: MachineImageStatus['mirror']) {
  if (mirror === undefined) return {};
  const { directory, state } = mirror;
  if (known?.directory === directory && known.state === 'Filled') return { mirror: known };
  const { digest, sizeBytes } = resultOf(state);
  switch (state.state) {
    case 'done':
      return { mirror: { directory, state: 'Filled', message: 'it has everything', digest, sizeBytes } };
    case 'failed':
      return { mirror: { directory, state: 'Failed', message: state.message } };
    case 'running':
      return { mirror: { directory, state: 'Running', message: state.progress.message } };
    default:
      return { mirror: { directory, state: 'Running', message: 'it waits for its turn' } };
  }
}

/**
 * Facts once learned stay, for the tasks' records may be cleaned up; only a new request replaces them. It is answered
 * when both archives are there.
 */
export function status({ object, scope }: Input): { readonly [field: string]: unknown } | undefined {
  if (!scope) return undefined;
  const { machine, endpoint } = scope.tasks;
  const known = object.status;
  const learned = {
    ...resultFields(machine.state),
    ...(archiveOf(endpoint.state) ? { endpoint: archiveOf(endpoint.state) } : {}),
  };
  const kept = Object.fromEntries(facts.flatMap((name) => (known?.[name] === undefined ? [] : [[name, known[name]]])));
  const whole = machine.state.state === 'done' && endpoint.state.state === 'done';
  const building = !whole && (askedAnew(scope) || !known?.machine || !known.endpoint);
  const request = whole ? scope.request : known?.request;
  return {
    ...(askedAnew(scope) ? { ...kept, ...learned } : { ...learned, ...kept }),
    ...(request === undefined ? {} : { request }),
    ...mirrorOf(scope.mirror, known?.mirror),
    usedBy: scope.usedBy,
    providers: scope.places.flatMap(({ provider, seen }) => (seen.read?.held ? [provider] : [])),
    ...progressOf(building ? [machine.state, endpoint.state] : [scope.mirror?.state]),
  };
}

const facts = ['machine', 'endpoint', 'kubectl', 'contents', 'source'] as const;

function resultFields(state: TaskState): { readonly [field: string]: unknown } {
  const machine = archiveOf(state);
  const { kubectl, contents, source } = resultOf(state);
  const fields = { machine, kubectl, contents, source };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function built({ object, scope, outcome }: Input): ComputedCondition {
  const known = scope && askedAnew(scope) ? undefined : object.status;
  const done =
    (known?.machine ?? (scope && archiveOf(scope.tasks.machine.state))) &&
    (known?.endpoint ?? (scope && archiveOf(scope.tasks.endpoint.state)));
  if (done) return { type: 'Built', status: 'True', reason: 'Built', message: 'the image is in the cache' };
  if (outcome.outcome === 'wait' || outcome.outcome === 'stall')
    return { type: 'Built', status: 'False', reason: outcome.reason, message: outcome.message };
  return { type: 'Built', status: 'Unknown', reason: 'Observing', message: 'not observed yet' };
}

export function conditions(input: Input): readonly ComputedCondition[] {
  return [built(input)];
}
