import { spawn } from 'node:child_process';
import { access, open } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { engineAnswers } from './engine-answers.ts';
import { runCommand } from './run-command.ts';

const startMilliseconds = 60_000;
const lookMilliseconds = 100;

/** systemd makes this directory when it is the one that runs the system. */
function systemdRuns(): Promise<boolean> {
  return access('/run/systemd/system').then(
    () => true,
    () => false,
  );
}

/** Without a service manager the engine is a process of its own session; its log lies with Slipway's state. */
async function launch({ environment, paths }: CommandContext): Promise<string> {
  await ensureDirectory(paths.state);
  const path = join(paths.state, 'dockerd.log');
  const log = await open(path, 'a', 0o600);
  try {
    const child = spawn('dockerd', ['--exec-opt', 'native.cgroupdriver=cgroupfs'], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...environment, PATH: `${environment['PATH'] ?? ''}:/usr/sbin:/sbin` },
    });
    child.once('error', () => {
      // It never answers then, which is told below.
    });
    child.unref();
  } finally {
    await log.close();
  }
  return path;
}

async function begin(
  context: CommandContext,
): Promise<{ readonly failure: string | undefined; readonly log: string | undefined }> {
  if (!(await systemdRuns())) return { failure: undefined, log: await launch(context) };
  const ran = await runCommand(['systemctl', 'start', 'docker.service']);
  return { failure: ran.code === 0 ? undefined : ran.output.trim(), log: undefined };
}

/** Starts the installed engine and waits until it answers; CliError with what to look at when it does not. */
export async function startEngine(context: CommandContext, socket: string): Promise<void> {
  const { signal, terminal, timers } = context;
  if (process.getuid?.() !== 0) {
    throw new CliError('the container engine does not run', { cure: 'let root start it: systemctl start docker' });
  }
  terminal.say('starting the container engine …');
  const { failure, log } = await begin(context);
  const end = timers.monotonic() + startMilliseconds;
  while (failure === undefined && timers.monotonic() < end) {
    if ((await engineAnswers(socket)) === 'answers') return;
    await timers.sleep(lookMilliseconds, signal);
  }
  const text = log === undefined ? failure : await readFileIfPresent(log);
  const last = (text ?? '').trimEnd().split('\n').slice(-5).join('\n');
  throw new CliError(`the container engine does not start\n${last}`.trimEnd(), {
    cure: log === undefined ? 'look at: journalctl -u docker' : `its log is ${log}`,
  });
}
