import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describeInstallation } from './describe-installation.ts';
import type { Installation } from './installation.ts';
import { type MachineContainer, machineContainers } from './machine-container.ts';

/** Waits, by the engine's own events, until so many machines of an installation run; ten minutes at most. */
export async function awaitMachines(installation: Installation, count: number): Promise<readonly MachineContainer[]> {
  const filters = [`label=slipway.dev/installation=${installation.uid()}`, 'event=start'];
  const child = spawn('docker', ['events', ...filters.flatMap((filter) => ['--filter', filter])], {
    stdio: ['ignore', 'pipe', 'ignore'],
    signal: AbortSignal.timeout(600_000),
  });
  child.on('error', () => undefined);
  const running = async () => (await machineContainers.list(installation.uid())).filter((one) => one.running);
  try {
    let found = await running();
    if (found.length >= count) return found;
    for await (const _line of createInterface({ input: child.stdout })) {
      found = await running();
      if (found.length >= count) return found;
    }
    throw new Error(`${found.length} of ${count} machines run\n${await describeInstallation(installation)}`);
  } finally {
    child.kill();
  }
}
