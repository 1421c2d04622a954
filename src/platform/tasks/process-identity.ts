import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot at its start. */
  readonly started: string;
  /** Numbers and start times begin again with every boot. */
  readonly boot: string;
}

/** The process with this number, or undefined when there is none or only its exit status is left. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const stat = await readStat(pid);
  if (stat === undefined || !isAlive(stat)) {
    return undefined;
  }
  return { pid, started: stat.started, boot: await bootId() };
}

/** Whether that very process still runs. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  const found = await identifyProcess(identity.pid);
  return found !== undefined && found.started === identity.started && found.boot === identity.boot;
}

const rounds = 1000;
const roundMilliseconds = 10;

/**
 * Kills every process of the group `pid` leads or led whose environment has `marker`, so that a group which
 * merely got the same number later is left alone. Resolves when all are gone; rejects when one stays for ten seconds.
 */
export async function killGroup(pid: number, marker: string): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const members = await markedMembers(pid, marker);
    if (members.length === 0) {
      return;
    }
    for (const member of members) {
      kill(member);
    }
    // The kernel tells only a parent when a process ends, and the parent may be another one.
    await setTimeout(roundMilliseconds);
  }
  throw new Error(
    `Process group ${pid} cannot be killed: a process in it waits for a device. Look at it with "ps -o pid,stat,wchan,cmd -g ${pid}".`,
  );
}

async function markedMembers(group: number, marker: string): Promise<number[]> {
  const members: number[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    const stat = Number.isInteger(pid) ? await readStat(pid) : undefined;
    if (stat?.group === group && isAlive(stat) && (await hasMarker(pid, marker))) {
      members.push(pid);
    }
  }
  return members;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself between the look and the kill.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}

async function hasMarker(pid: number, marker: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').includes(marker);
}

interface ProcessStat {
  readonly state: string;
  readonly group: number;
  readonly started: string;
}

/** Not merely an exit status that its parent has not collected. */
function isAlive(stat: ProcessStat): boolean {
  return stat.state !== 'Z' && stat.state !== 'X';
}

async function readStat(pid: number): Promise<ProcessStat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The program's name may contain spaces and brackets; the fields after it do not.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, , group] = fields ?? [];
  const started = fields?.[19];
  return state !== undefined && started !== undefined ? { state, group: Number(group), started } : undefined;
}

async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}
