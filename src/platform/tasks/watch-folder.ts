import { type FSWatcher, watch } from 'node:fs';
import type { TaskFolder } from './task-folder.ts';

/** Calls back when a task's progress or result is written, until it is closed. */
export function watchFolder(folder: TaskFolder, onChange: () => void): FSWatcher {
  const watcher = watch(folder.path, (_event, name) => {
    if (name === 'progress.json' || name === 'result.json') {
      onChange();
    }
  });
  // The folder is removed when its task is forgotten.
  watcher.on('error', () => watcher.close());
  return watcher;
}
