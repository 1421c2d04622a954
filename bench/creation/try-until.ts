import { setTimeout as pause } from 'node:timers/promises';

const everyMilliseconds = 100;

/** Tries again and again, as a person's script would; rejects after two minutes. */
export async function tryUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`after two minutes still not true: ${what}`);
    await pause(everyMilliseconds);
  }
}
