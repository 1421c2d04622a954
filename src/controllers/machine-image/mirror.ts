import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { imageTaskInput } from './image-task-input.ts';
import { mirrorKey } from './mirror-key.ts';
import type { ImageScope } from './scope.ts';

/**
 * Pre: the image is built. Changes: starts the task that fills the directory somebody named, or forgets it when nobody
 * names it any more; nothing outside this machine. Woken by: the task. What becomes of it is in the status and holds
 * nothing up; whoever takes the name away and gives it again has it done again.
 */
export async function mirror(scope: ImageScope, pass: Pass): Promise<Outcome> {
  const { image, mirror: wanted, release } = scope;
  const known = image.status?.mirror;
  if (known && known.directory !== wanted?.directory) {
    await pass.tasks.cancel(mirrorKey(image.metadata.name, known.directory));
  }
  if (!wanted || !release || wanted.state.state !== 'absent') return { outcome: 'proceed' };
  if (known?.directory === wanted.directory && known.state === 'Filled') return { outcome: 'proceed' };
  const { directory } = wanted;
  await pass.tasks.ensure(wanted.key, { ...imageTaskInput(scope, release, 'machine'), kind: 'mirror', directory });
  return { outcome: 'proceed' };
}
