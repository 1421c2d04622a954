import type { MachineImage } from '#api/machine-image/index.ts';
import type { TaskProgress, TaskState } from '#capabilities/tasks.ts';
import type { ComputedCondition, StatusInput } from '#runtime/controller.ts';
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

function progressOf(scope: ImageScope): { readonly [field: string]: unknown } {
  const running = [scope.tasks.machine.state, scope.tasks.endpoint.state].find((state) => state.state === 'running');
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
      return { mirror: { directory, state: 'Running', message: progressText(state.progress) } };
    default:
      return { mirror: { directory, state: 'Running', message: 'it waits for its turn' } };
  }
}

function progressText({ message, done, total }: TaskProgress): string {
  return done !== undefined && total ? `${message} (${Math.floor((100 * done) / total)} %)` : message;
}

/** Facts once learned stay: an image is never rewritten, and the tasks' records may be cleaned up. */
export function status({ object, scope }: Input): { readonly [field: string]: unknown } | undefined {
  if (!scope) return undefined;
  const machine = object.status?.machine ?? archiveOf(scope.tasks.machine.state);
  const endpoint = object.status?.endpoint ?? archiveOf(scope.tasks.endpoint.state);
  const built = resultOf(scope.tasks.machine.state);
  const kubectl = object.status?.kubectl ?? built['kubectl'];
  const contents = object.status?.contents ?? built['contents'];
  const source = object.status?.source ?? built['source'];
  return {
    ...(machine ? { machine } : {}),
    ...(endpoint ? { endpoint } : {}),
    ...(kubectl === undefined ? {} : { kubectl }),
    ...(contents === undefined ? {} : { contents }),
    ...(source === undefined ? {} : { source }),
    ...mirrorOf(scope.mirror, object.status?.mirror),
    usedBy: scope.usedBy,
    ...(machine && endpoint ? {} : progressOf(scope)),
  };
}

function built({ object, scope, outcome }: Input): ComputedCondition {
  const done =
    (object.status?.machine ?? (scope && archiveOf(scope.tasks.machine.state))) &&
    (object.status?.endpoint ?? (scope && archiveOf(scope.tasks.endpoint.state)));
  if (done) return { type: 'Built', status: 'True', reason: 'Built', message: 'the image is in the cache' };
  if (outcome.outcome === 'wait' || outcome.outcome === 'stall')
    return { type: 'Built', status: 'False', reason: outcome.reason, message: outcome.message };
  return { type: 'Built', status: 'Unknown', reason: 'Observing', message: 'not observed yet' };
}

export function conditions(input: Input): readonly ComputedCondition[] {
  return [built(input)];
}
