import { readFile, rm } from 'node:fs/promises';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';

/** Who serves a store now, for whoever looks for it. Times are clock ticks since boot, as the kernel gives them. */
export interface ServerRecord {
  readonly pid: number;
  /** With the pid it names one process for good: a pid alone is used again. */
  readonly startTime: string;
  readonly address: string;
  readonly version: string;
  readonly build: string;
  readonly store: string;
  readonly log: string;
}

/** Start time of a process, from the field after its parenthesised name. */
async function startTimeOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Writes the record; the result removes it. */
export async function claimRecord(path: string, record: Omit<ServerRecord, 'pid' | 'startTime'>): Promise<() => Promise<void>> {
  const full: ServerRecord = { pid: process.pid, startTime: await startTimeOf(process.pid), ...record };
  await writeFileAtomically(path, `${JSON.stringify(full, undefined, 2)}\n`);
  return () => rm(path, { force: true });
}
