import { hostPaths } from '#domain/host/host-paths.ts';
import type { HostSystem } from './host-system.ts';
import { parseTask } from './parse-task.ts';
import { runTask } from './run-task.ts';

/**
 * Executes the delivered tasks in the order of their names and stops at the first that fails, because later ones build
 * on it. Resolves with whether all are done. Throws TaskFileError for a file that is no task.
 */
export async function runTasks(system: HostSystem): Promise<boolean> {
  for (const name of await system.files.list(hostPaths.tasks)) {
    if (!name.endsWith('.json')) continue;
    const path = `${hostPaths.tasks}/${name}`;
    const task = parseTask((await system.files.read(path)) ?? '', path);
    if (!(await runTask(system, task))) return false;
  }
  return true;
}
