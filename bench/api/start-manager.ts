import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readKubeconfig } from '#kube/read-kubeconfig.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { currentBuild } from '../../e2e/harness/current-build.ts';
import { type ManagerProcess, managerProcess } from '../../e2e/harness/manager-process.ts';
import { fillStore } from './fill-store.ts';
import { firstObject } from './first-object.ts';
import { residentBytes } from '../../e2e/harness/process-use.ts';

/** By then a manager that rests has collected what its start left. */
const restMilliseconds = 70_000;

export interface ManagerFigures {
  /** Milliseconds from exec until an object was stored. */
  readonly firstWrite: number;
  /** The same, of a store that holds many objects already. */
  readonly restart: number;
  /** Resident bytes of a manager that has nothing to do. */
  readonly idle: number;
}

async function untilFirstWrite(home: string, manager: ManagerProcess): Promise<number> {
  const began = performance.now();
  await manager.start();
  const text = await readFile(serverPaths(home).kubeconfig, 'utf8');
  await firstObject.store(await readKubeconfig({ text }));
  return performance.now() - began;
}

/** The manager as users start it, with its controllers and nothing for them to do. */
export async function startManager(stored: number): Promise<ManagerFigures> {
  const home = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
  const manager = managerProcess(home);
  // A bundle that is stale is built before anything is measured.
  await currentBuild();
  try {
    const firstWrite = await untilFirstWrite(home, manager);
    await pause(restMilliseconds);
    const idle = await residentBytes([manager.pid]);
    await manager.stop();
    await fillStore(serverPaths(home), stored);
    const restart = await untilFirstWrite(home, manager);
    await manager.stop();
    return { firstWrite, restart, idle };
  } finally {
    if (manager.running) await manager.kill();
    await rm(home, { recursive: true, force: true });
  }
}
