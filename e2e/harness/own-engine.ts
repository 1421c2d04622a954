import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { serverRecord } from '#platform/server/server-record.ts';
import { docker } from './docker.ts';
import { mustRun } from './must-run.ts';
import { runCommand } from './run-command.ts';

const pidPath = '/var/run/docker.pid';

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(180_000);
  while (!(await holds())) {
    if (deadline.aborted) throw new Error(`${what}: not within three minutes`);
    await pause(100);
  }
}

async function entriesOf(pid: number, file: 'cmdline' | 'environ'): Promise<string[]> {
  return (await readFile(`/proc/${pid}/${file}`, 'utf8')).split('\0').filter(Boolean);
}

async function restartProcess(): Promise<void> {
  const pid = Number(await readFile(pidPath, 'utf8'));
  const [program = '', ...parameters] = await entriesOf(pid, 'cmdline');
  // Its own environment too: ours names a temporary directory that is gone when this test ends, and the engine outlives it.
  const env = Object.fromEntries((await entriesOf(pid, 'environ')).map((entry) => entry.split(/=(.*)/su, 2)));
  process.kill(pid, 'SIGTERM');
  // What nobody has asked the exit code of yet still has an entry; the engine's files are free then all the same.
  await until('the engine ends', async () => (await serverRecord.startTimeOf(pid)) === undefined);
  spawn(program, parameters, { detached: true, stdio: 'ignore', cwd: '/', env }).unref();
}

/** Why this engine may not be restarted: it runs somebody else's containers. Undefined: it may. */
async function inUse(installation: string): Promise<string | undefined> {
  const list = ['ps', '--quiet', '--no-trunc'];
  const own = await docker([...list, '--filter', `label=slipway.dev/installation=${installation}`]);
  const mine = new Set(own.split('\n'));
  const foreign = (await docker(list)).split('\n').filter((id) => !mine.has(id));
  return foreign.length === 0 ? undefined : `the engine runs ${foreign.length} containers of somebody else`;
}

/** Stops the container engine of this host and starts it again in the same way, by systemd where systemd runs it. */
async function restart(): Promise<void> {
  const byService =
    existsSync('/run/systemd/system') && (await runCommand(['systemctl', 'is-active', 'docker'])).exitCode === 0;
  if (byService) await mustRun(['systemctl', 'restart', 'docker'], { within: 300_000 });
  else await restartProcess();
  await until('the engine answers', async () => (await runCommand(['docker', 'version'])).exitCode === 0);
}

export const ownEngine = { inUse, restart } as const;
