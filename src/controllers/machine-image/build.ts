import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import type { ImageScope, Purpose } from './scope.ts';

const purposes: readonly Purpose[] = ['endpoint', 'machine'];

function failed(scope: ImageScope): Outcome | undefined {
  for (const purpose of purposes) {
    const { state } = scope.tasks[purpose];
    if (state.state === 'failed' && !state.retryable) {
      return {
        outcome: 'stall',
        reason: state.code,
        message: `${state.message}${state.log.length > 0 ? `: ${state.log.at(-1)}` : ''}`,
      };
    }
  }
  return undefined;
}

/**
 * Pre: the release exists. Changes: starts the tasks that build the archives; nothing outside this machine.
 * Woken by: the tasks. A finished image is never built again, whatever happened to its tasks' records.
 */
export async function build(scope: ImageScope, pass: Pass): Promise<Outcome> {
  const { image, release } = scope;
  if (image.status?.machine && image.status.endpoint) return { outcome: 'proceed' };
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
  const stopped = failed(scope);
  if (stopped) return stopped;
  const waitFor = purposes.filter((purpose) => scope.tasks[purpose].state.state !== 'done');
  if (waitFor.length === 0) return { outcome: 'proceed' };
  for (const purpose of waitFor) {
    await pass.tasks.ensure(scope.tasks[purpose].key, {
      kind: 'image',
      purpose,
      architecture: image.spec.architecture,
      components: release.spec.components,
    });
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
