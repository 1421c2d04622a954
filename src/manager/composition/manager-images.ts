import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ManagerImage, ManagerImages } from '#capabilities/manager-images.ts';

/** What the other process says, a line each: how far it is, and at last what came out. */
interface Line {
  readonly message?: string;
  readonly image?: ManagerImage;
  readonly problem?: string;
}

/** The image of the manager that came with this build: `bundle` is its directory. */
export function managerImages(bundle: string): ManagerImages {
  return {
    async obtain({ signal, progress }) {
      signal.throwIfAborted();
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', join(bundle, 'manager-image.mjs')],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const stop = () => child.kill('SIGTERM');
      signal.addEventListener('abort', stop, { once: true });
      const ended = once(child, 'close');
      let last: Line = {};
      try {
        for await (const text of createInterface({ input: child.stdout })) {
          last = JSON.parse(text) as Line;
          if (last.message !== undefined) progress(last.message);
        }
        await ended;
      } finally {
        signal.removeEventListener('abort', stop);
      }
      signal.throwIfAborted();
      if (last.image) return last.image;
      throw new Error(last.problem ?? "the process that makes the manager's image ended without a word");
    },
  };
}
