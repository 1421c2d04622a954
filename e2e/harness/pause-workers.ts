import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { docker } from './docker.ts';
import type { Installation } from './installation.ts';
import { type MachineContainer, machineContainers } from './machine-container.ts';

/** A kernel that cannot catch a boot's many new processes gives up freezing; a machine has seconds before its token counts. */
async function pause(id: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await docker(['pause', id]);
      return;
    } catch (error) {
      if (attempt === 10 || !String(error).includes('unable to freeze')) throw error;
    }
  }
}

/** Freezes worker machines in the moment they start, so that none of them uses its token; resolves when so many are frozen. */
export async function pauseWorkers(installation: Installation, count: number): Promise<readonly MachineContainer[]> {
  const label = (name: string, value: string) => ['--filter', `label=slipway.dev/${name}=${value}`];
  const filters = [...label('installation', installation.uid()), ...label('role', 'Worker'), '--filter', 'event=start'];
  const child = spawn('docker', ['events', ...filters, '--format', '{{.ID}}'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    signal: AbortSignal.timeout(600_000),
  });
  child.on('error', () => undefined);
  const frozen = new Set<string>();
  try {
    for await (const id of createInterface({ input: child.stdout })) {
      await pause(id);
      frozen.add(id);
      if (frozen.size < count) continue;
      return (await machineContainers.list(installation.uid())).filter((one) => frozen.has(one.id));
    }
    throw new Error(`${frozen.size} of ${count} workers started within ten minutes`);
  } finally {
    child.kill();
  }
}
