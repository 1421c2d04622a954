import type { PlatformRelease } from '#api/platform-release/index.ts';
import type { TaskInput } from '#capabilities/tasks.ts';
import type { ImageScope, Purpose } from './scope.ts';

/** What the task that builds one of the two archives is told. */
export function imageTaskInput(scope: ImageScope, release: PlatformRelease, purpose: Purpose): TaskInput {
  const { image, artifacts } = scope;
  return {
    kind: 'image',
    purpose,
    image: image.metadata.name,
    architecture: image.spec.architecture,
    components: release.spec.components,
    ...(artifacts ? { artifacts } : {}),
  };
}
