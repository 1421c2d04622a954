import { isRunning } from './is-running.ts';
import { killRemains } from './kill-remains.ts';
import type { TaskAttempt, TaskFolder } from './task-folder.ts';
import type { TaskProcess } from './task-process.ts';
import { watchFolder } from './watch-folder.ts';
import { watchLife } from './watch-life.ts';

/** How often an adopted process that has not opened its socket yet is looked at: it does so within its first moments. */
const lookMilliseconds = 1000;

/** Takes over the process a former manager started; undefined when it does not run any more. */
export async function adoptTaskProcess(
  folder: TaskFolder,
  attempt: TaskAttempt,
  onChange: () => void,
): Promise<TaskProcess | undefined> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let stopWatchingLife: (() => void) | undefined;
  let released = false;
  let timer: NodeJS.Timeout | undefined;
  const attach = async (): Promise<void> => {
    stopWatchingLife = await watchLife(folder.path, end);
    if (released) {
      stopWatchingLife?.();
    } else if (stopWatchingLife === undefined) {
      if (await isRunning(attempt.process)) {
        timer = setTimeout(() => void attach().catch(end), lookMilliseconds);
      } else {
        end();
      }
    }
  };
  if (!(await isRunning(attempt.process))) {
    return undefined;
  }
  const watching = watchFolder(folder, onChange);
  await attach();
  const release = () => {
    released = true;
    clearTimeout(timer);
    stopWatchingLife?.();
    watching.close();
  };
  return { attempt, ended: ended.finally(() => watching.close()), kill: () => killRemains(folder, attempt), release };
}
