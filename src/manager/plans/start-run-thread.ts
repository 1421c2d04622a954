import { Worker } from 'node:worker_threads';

/** Much is made and thrown away in a run: with room for it, it is thrown away before anybody looks at it twice. */
const youngMegabytes = 96;

/** Starts a thread in which simulated managers run. It needs none of the flags this process was started with, and some would keep it from starting. */
export function startRunThread(entry: URL, name: string): Worker {
  return new Worker(entry, { execArgv: [], name, resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } });
}
