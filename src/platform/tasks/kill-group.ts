import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { readProcessStat } from './read-process-stat.ts';

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
    const stat = Number.isInteger(pid) ? await readProcessStat(pid) : undefined;
    if (stat?.group === group && stat.alive && (await hasMarker(pid, marker))) {
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
