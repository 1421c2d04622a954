import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BuildError } from '../build-error.ts';

/**
 * Takes a lock file of the cache, waiting while others have it in a way that excludes this one; returns the way to give it
 * back. The kernel holds the lock for a helper program that ends with this process, however that ends.
 */
export async function lockFile(
  path: string,
  mode: 'exclusive' | 'shared',
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const script = 'echo locked; exec cat > /dev/null';
  const holder = spawn('flock', [`--${mode}`, path, 'sh', '-c', script], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = Promise.allSettled([once(holder, 'close')]);
  const abort = () => holder.kill('SIGKILL');
  signal.addEventListener('abort', abort);
  const locked = await new Promise<boolean>((resolve) => {
    holder.stdout.once('data', () => resolve(true));
    holder.once('error', () => resolve(false));
    holder.once('close', () => resolve(false));
  });
  signal.removeEventListener('abort', abort);
  signal.throwIfAborted();
  if (!locked) {
    throw new BuildError(
      'CacheNotLocked',
      `${path} could not be locked. Install "flock" (util-linux) and see that its directory can be written.`,
      {
        retryable: false,
      },
    );
  }
  return async () => {
    holder.stdin.end();
    await ended;
  };
}
