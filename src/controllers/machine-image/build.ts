import { deepEqual } from '#base/deep-equal.ts';
import type { Outcome } from '#base/outcome.ts';
import type { TaskInput } from '#capabilities/tasks.ts';
import type { Pass } from '#runtime/pass.ts';
import { askedAnew } from './asked-anew.ts';
import { imageTaskInput } from './image-task-input.ts';
import type { ImageScope, Purpose } from './scope.ts';

const purposes: readonly Purpose[] = ['endpoint', 'machine'];

/** How long after a failure that needed a person it is worth a try to see whether the person has been there. */
const againMilliseconds = 60_000;
/** What may pass by itself is tried again sooner, yet not at once: its cause stands there long enough to be read. */
const soonMilliseconds = 10_000;

function failed(scope: ImageScope, pass: Pass, inputs: Inputs): Outcome | undefined {
  for (const purpose of purposes) {
    const { state } = scope.tasks[purpose];
    if (state.state !== 'failed' || !deepEqual(state.input, inputs[purpose])) continue;
    const pause = state.retryable ? soonMilliseconds : againMilliseconds;
    if (pass.now - Date.parse(state.finished) >= pause) continue;
    return {
      outcome: 'stall',
      reason: state.code,
      message: `${state.message}${state.log.length > 0 ? `: ${state.log.at(-1)}` : ''}`,
    };
  }
  return undefined;
}

type Inputs = { readonly [P in Purpose]: TaskInput };

/**
 * Pre: the release exists. Changes: starts the tasks that build the archives; nothing outside this machine.
 * Woken by: the tasks. A finished image is built again only when somebody asks for it, whatever happened to its tasks'
 * records; then what the cache has is verified and only what is damaged or gone is made.
 */
export async function build(scope: ImageScope, pass: Pass): Promise<Outcome> {
  const { image, release } = scope;
  if (image.status?.machine && image.status.endpoint && !askedAnew(scope)) return { outcome: 'proceed' };
  if (!scope.wanted) {
    return {
      outcome: 'wait',
      reason: 'NotWanted',
      message: 'no cluster uses it yet',
      wokenBy: [{ by: 'object', what: 'Cluster' }],
      atMostMilliseconds: 3_600_000,
    };
  }
  if (!release)
    return {
      outcome: 'stall',
      reason: 'ReleaseNotFound',
      message: `there is no PlatformRelease ${image.spec.release}: create it or delete this image`,
    };
  const inputs = {
    machine: imageTaskInput(scope, release, 'machine'),
    endpoint: imageTaskInput(scope, release, 'endpoint'),
  };
  const stopped = failed(scope, pass, inputs);
  if (stopped) return stopped;
  const waitFor = purposes.filter((purpose) => scope.tasks[purpose].state.state !== 'done');
  if (waitFor.length === 0) return { outcome: 'proceed' };
  for (const purpose of waitFor) {
    const { key, state } = scope.tasks[purpose];
    // Told otherwise meanwhile, for example to take artifacts from a mirror.
    if (state.state === 'running' && !deepEqual(state.input, inputs[purpose])) await pass.tasks.cancel(key);
    await pass.tasks.ensure(key, inputs[purpose]);
  }
  const running = waitFor.map((purpose) => scope.tasks[purpose].state).find((state) => state.state === 'running');
  return {
    outcome: 'wait',
    reason: 'Building',
    message: running?.state === 'running' ? running.progress.message : 'the build waits for its turn',
    wokenBy: waitFor.map((purpose) => ({ by: 'task', key: scope.tasks[purpose].key }) as const),
    atMostMilliseconds: 60_000,
  };
}
