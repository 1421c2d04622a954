import { killGroup } from './kill-group.ts';
import type { TaskAttempt, TaskFolder } from './task-folder.ts';
import { taskVariable } from './task-variable.ts';

/** Kills what a process that is gone has left behind. */
export async function killRemains(folder: TaskFolder, attempt: TaskAttempt): Promise<void> {
  await killGroup(attempt.process.pid, `${taskVariable}=${folder.path}`);
}
