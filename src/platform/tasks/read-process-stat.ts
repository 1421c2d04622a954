import { readFile } from 'node:fs/promises';

export interface ProcessStat {
  /** Not merely an exit status that its parent has not collected. */
  readonly alive: boolean;
  readonly group: number;
  /** Clock ticks since boot at its start. */
  readonly started: string;
}

/** What the kernel says of a process; undefined when there is none with this number. */
export async function readProcessStat(pid: number): Promise<ProcessStat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The program's name may contain spaces and brackets; the fields after it do not.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields ?? [];
  const started = fields?.[19];
  if (state === undefined || started === undefined) {
    return undefined;
  }
  return { alive: state !== 'Z' && state !== 'X', group: Number(group), started };
}
