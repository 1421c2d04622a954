import { access, constants, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CommandContext } from '../context/command-context.ts';
import type { Survey } from './survey.ts';

const others = 0o077;

async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return absent && dirname(path) !== path ? isWritable(dirname(path)) : false;
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The state directory as it lies there. */
export async function surveyState({ paths }: CommandContext, managerPid: number | undefined): Promise<Survey['state']> {
  const { authority, kubeconfig, log, port, record, server, state, store, tasks } = paths;
  const places = [server, store, tasks, authority.key, kubeconfig, log, port, record, join(store, 'store.db')];
  const [own, ...found] = await Promise.all([state, ...places].map((path) => stat(path).catch(() => undefined)));
  const times = found.flatMap((one) => (one === undefined ? [] : [one.mtimeMs]));
  const holder = Number(await readFile(join(store, 'store.pid'), 'utf8').catch(() => 'none'));
  return {
    path: state,
    mode: own?.mode,
    owner: own?.uid,
    writable: await isWritable(state),
    loose: places.filter((_, index) => ((found[index]?.mode ?? 0) & others) !== 0),
    newest: times.length === 0 ? undefined : Math.max(...times),
    holder: Number.isInteger(holder) && holder !== managerPid && runs(holder) ? holder : undefined,
  };
}
