import { readFile } from 'node:fs/promises';
import { readFileIfPresent } from '../files/read-file-if-present.ts';

/** Who serves a store now, for whoever looks for it. Times are clock ticks since boot, as the kernel gives them. */
export interface ServerRecord {
  readonly pid: number;
  /** With the pid it names one process for good: a pid alone is used again. */
  readonly startTime: string;
  /** `https://address:port`. */
  readonly address: string;
  readonly version: string;
  /** Name of the build it runs. */
  readonly build: string;
  readonly store: string;
  readonly log: string;
}

/** Start time of a process, from the field after its parenthesised name; undefined when there is none. */
async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  // What is left of an ended process until its parent looks serves nothing.
  return fields?.[0] === 'Z' || fields?.[0] === 'X' ? undefined : fields?.[19];
}

/** The record of the server that runs, and what tells one process from another. */
export const serverRecord = {
  startTimeOf,

  /** The record at a path when the very process it names still runs; undefined otherwise. */
  async read(path: string): Promise<ServerRecord | undefined> {
    const text = await readFileIfPresent(path);
    if (text === undefined) return undefined;
    const record = JSON.parse(text) as ServerRecord;
    return (await startTimeOf(record.pid)) === record.startTime ? record : undefined;
  },
} as const;
