import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAcknowledgements } from './acknowledged-write.ts';
import { checkRecovered } from './check-recovered.ts';
import type { WriterOptions } from './writer-options.ts';

/** The calls that can fail between a write and its acknowledgement; the store's thread alone makes them. */
const calls = 'pwrite64,fdatasync,ftruncate';
const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

export interface FailureOptions {
  /** The writer makes so many writes, one after the other, unless it fails before. */
  readonly writes: number;
  /** Every how many calls one fails: 1 is each of them in turn. */
  readonly every: number;
  readonly error: 'EIO' | 'ENOSPC';
}

export interface FailureReport {
  /** How many calls were made to fail, each in a process and on a store of its own. */
  readonly failed: number;
  readonly acknowledged: number;
  readonly losses: readonly string[];
}

/** Lets one call of a writing process fail, each in its turn, and checks the store that is left. Needs `strace`. */
export async function failCalls({ error, every, writes }: FailureOptions): Promise<FailureReport> {
  const root = await mkdtemp(join(tmpdir(), 'slipway-fail-'));
  const losses: string[] = [];
  let failed = 0;
  let acknowledged = 0;
  try {
    for (let call = 1; ; call += every) {
      const directory = join(root, `${call}`, 'store');
      const acknowledgements = join(root, `${call}.told`);
      const options: WriterOptions = {
        directory,
        acknowledgements,
        durability: 'power-cut',
        sessions: [writes],
        lanes: 1,
        firstValue: 1,
      };
      const inject = `inject=${calls}:error=${error}:when=${call}`;
      const node = [process.execPath, writer, JSON.stringify(options)];
      const strace = ['-f', '-qqq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', inject];
      const { status } = spawnSync('strace', [...strace, ...node], { stdio: 'ignore' });
      const told = parseAcknowledgements(existsSync(acknowledgements) ? readFileSync(acknowledgements, 'utf8') : '');
      const known = new Map(told.map((write) => [write.revision, write]));
      const loss = checkRecovered({ directory, acknowledged: Math.max(0, ...known.keys()), writes: known });
      if (loss !== undefined) losses.push(`call ${call} failed with ${error}: ${loss}`);
      acknowledged += told.length;
      await rm(join(root, `${call}`), { recursive: true, force: true });
      if (status === 0 && told.length === writes) return { failed, acknowledged, losses };
      failed += 1;
    }
  } finally {
    await rm(root, { recursive: true });
  }
}
