import type { Timers } from '#capabilities/timers.ts';
import { inotifyInstances } from './inotify-instances.ts';

/** How many of so many instances are in use. */
export type CountInotify = (limit: number) => Promise<number>;

/** About ten machines: where more is left, nothing that happens within a minute uses it up. */
const roomyInstances = 300;
const roomyMilliseconds = 60_000;

/** Counting visits every descriptor of every process of root, so where plenty was left it is not done again for a minute. */
export function createInotifyCounter(timers: Timers): CountInotify {
  let counted: { readonly used: number; readonly at: number } | undefined;
  return async (limit) => {
    const now = timers.monotonic();
    if (counted !== undefined && limit - counted.used > roomyInstances && now - counted.at < roomyMilliseconds)
      return counted.used;
    const used = await inotifyInstances();
    counted = { used, at: now };
    return used;
  };
}
