import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { runTask } from '../run-task.ts';

/** Resolves when a file of this name appears in the working directory. */
function fileAppears(name: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch('.', () => look());
    const look = () => {
      if (existsSync(name)) {
        watcher.close();
        resolve();
      }
    };
    look();
  });
}

/** The processes of the tests' tasks. */
await runTask({
  sum: async (input, io) => {
    io.log('adding');
    return { sum: Number(input['a']) + Number(input['b']), pid: process.pid };
  },
  fail: async (_input, io) => {
    io.log('about to fail');
    throw Object.assign(new Error('The disk is full. Make room.'), { code: 'DiskFull', retryable: false });
  },
  wait: async (_input, io) => {
    const helper = spawn('sleep', ['600'], { stdio: 'ignore' });
    io.progress({ message: `waiting beside ${helper.pid}`, done: 1, total: 2, unit: 'steps' });
    await fileAppears('go');
    helper.kill('SIGKILL');
    return { pid: process.pid };
  },
  die: async () => {
    process.kill(process.pid, 'SIGKILL');
    return {};
  },
});
