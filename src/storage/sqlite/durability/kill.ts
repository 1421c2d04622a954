import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AcknowledgedWrite, parseAcknowledgements } from './acknowledged-write.ts';
import { checkRecovered } from './check-recovered.ts';
import { numbersFrom } from './numbers-from.ts';
import { unacknowledgedWrites } from './unacknowledged-writes.ts';
import type { WriterOptions } from './writer-options.ts';

export interface KillOptions {
  /** How many times a writing process is killed on one store. */
  readonly kills: number;
  /** A process is killed when it has told of at most so many writes. */
  readonly mostWrites: number;
  readonly seed: number;
}

export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** One sentence for each kill after which the store was not whole, or a revision was given twice. */
  readonly losses: readonly string[];
}

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));
const ENDLESS = 1_000_000;
const LANES = 8;

/** Lets a process write until it has told of `limit` writes, kills it in the midst of the next, and returns all it told. */
async function writeUntilKilled(options: WriterOptions, limit: number): Promise<readonly AcknowledgedWrite[]> {
  const child = spawn(process.execPath, [WRITER, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (_code, signal) => resolve(signal));
  });
  let told = '';
  let lines = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    lines += text.split('\n').length - 1;
    if (lines >= limit) {
      child.kill('SIGKILL');
    }
  });
  const signal = await ended;
  if (signal !== 'SIGKILL') {
    throw new Error('the writer ended by itself instead of being killed');
  }
  return parseAcknowledgements(told);
}

/** Kills writing processes with SIGKILL, one after another on the same store, and checks after each what it left. */
export async function killWriters(options: KillOptions): Promise<KillReport> {
  const root = await mkdtemp(join(tmpdir(), 'slipway-kill-'));
  try {
    const directory = join(root, 'store');
    const next = numbersFrom(options.seed);
    const writes = new Map<number, AcknowledgedWrite>();
    const losses: string[] = [];
    let unacknowledged = 0;
    for (let kill = 1; kill <= options.kills; kill += 1) {
      const firstValue = kill * ENDLESS;
      const writer: WriterOptions = {
        directory,
        durability: 'power-cut',
        sessions: [ENDLESS],
        lanes: LANES,
        firstValue,
      };
      const told = await writeUntilKilled(writer, 1 + (next() % options.mostWrites));
      const again = told.find((write) => writes.has(write.revision));
      for (const write of told) {
        writes.set(write.revision, write);
      }
      const acknowledged = Math.max(...writes.keys());
      const loss = again
        ? `revision ${again.revision} was given twice`
        : checkRecovered({ directory, acknowledged, writes });
      if (loss !== undefined) {
        losses.push(`kill ${kill}: ${loss}`);
      }
      // Each lane had at most one more write under way than it told of.
      const names = Array.from({ length: told.length + LANES }, (_, index) => firstValue + index);
      for (const write of unacknowledgedWrites({ directory, writes, names })) {
        writes.set(write.revision, write);
        unacknowledged += 1;
      }
    }
    return { kills: options.kills, acknowledged: writes.size - unacknowledged, losses };
  } finally {
    await rm(root, { recursive: true });
  }
}
