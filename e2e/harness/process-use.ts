import { readFile } from 'node:fs/promises';

const ticksPerSecond = 100;

/** Seconds of processor time that processes took since they started, all their threads together. */
export async function processorSeconds(pids: readonly number[]): Promise<number> {
  const seconds = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/stat`, 'utf8');
      // The name of the program, which may hold anything, ends with the last parenthesis.
      const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    }),
  );
  return seconds.reduce((sum, one) => sum + one, 0);
}

/** Bytes of memory that processes hold now: what is resident, programs and libraries included. */
export async function residentBytes(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map(async (pid) => Number(/^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024),
  );
  return sizes.reduce((sum, one) => sum + one, 0);
}
