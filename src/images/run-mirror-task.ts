import type { TaskIo } from '#capabilities/task-worker.ts';
import type { TaskInput } from '#capabilities/tasks.ts';
import { BuildError } from './build-error.ts';
import { parseImageTaskInput } from './image-task-input.ts';
import { type FilledMirror, fillMirror, type MirrorEntry } from './mirror/fill-mirror.ts';
import { obtainImage } from './obtain-image.ts';
import { type MirrorRole, mirrorRoles } from './plan/mirror-roles.ts';

export type MirrorTaskResult = FilledMirror & { readonly [name: string]: unknown };

/**
 * Puts into a directory all artifacts that the images of a release are put together from, building or fetching what
 * the cache lacks. The input is that of kind `image` with the directory as `directory`; both images are mirrored.
 */
export async function runMirrorTask(task: TaskInput, io: TaskIo): Promise<MirrorTaskResult> {
  const { directory } = task;
  if (typeof directory !== 'string' || !directory.startsWith('/')) {
    throw new BuildError('InvalidInput', 'The directory of a mirror has to be an absolute path.', { retryable: false });
  }
  const entries: MirrorEntry[] = [];
  const machine = parseImageTaskInput({ ...task, purpose: 'machine' });
  for (const input of [parseImageTaskInput({ ...task, purpose: 'endpoint' }), machine]) {
    let roles: readonly MirrorRole[] = [];
    const { artifacts } = await obtainImage(input, io, (recipes) => {
      roles = mirrorRoles(recipes, input.architecture);
      return roles.map(({ step }) => step);
    });
    for (const role of roles) {
      const artifact = artifacts.get(role.step);
      if (artifact) entries.push({ role, artifact });
    }
  }
  return { ...(await fillMirror(directory, { architecture: machine.architecture, artifacts: entries }, io)) };
}
