import { rm } from 'node:fs/promises';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';
import { type ServerRecord, serverRecord } from '#platform/server/server-record.ts';

/** Writes the record; the result removes it. */
export async function claimRecord(
  path: string,
  record: Omit<ServerRecord, 'pid' | 'startTime'>,
): Promise<() => Promise<void>> {
  const startTime = (await serverRecord.startTimeOf(process.pid)) ?? '';
  const full: ServerRecord = { pid: process.pid, startTime, ...record };
  await writeFileAtomically(path, `${JSON.stringify(full, undefined, 2)}\n`);
  return () => rm(path, { force: true });
}
