import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StoreDatabaseOptions } from '../store-database.ts';
import { type AcknowledgedWrite, parseAcknowledgements } from './acknowledged-write.ts';
import { checkRecovered } from './check-recovered.ts';
import { DiskModel } from './disk-model.ts';
import { numbersFrom } from './numbers-from.ts';
import { type FileEvent, parseTrace, TRACED_CALLS } from './system-call-trace.ts';
import type { WriterOptions } from './writer-options.ts';

export interface PowerCutOptions {
  /** How many moments of the trace the power is cut at. */
  readonly cuts: number;
  /** How many writes the traced process makes, in each of its two sessions. */
  readonly writes: number;
  readonly seed: number;
  readonly durability: StoreDatabaseOptions['durability'];
}

export interface PowerCutReport {
  /** File events in the trace: each is a moment at which the power can be cut. */
  readonly events: number;
  readonly acknowledged: number;
  readonly cuts: number;
  /** One sentence for each cut after which the store was not whole. */
  readonly losses: readonly string[];
}

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));
const LONGEST_STRING = 1_000_000;

async function traceWriter(root: string, options: PowerCutOptions): Promise<readonly FileEvent[]> {
  const output = join(root, 'trace');
  const writer: WriterOptions = {
    directory: join(root, 'disk', 'state', 'store'),
    acknowledgements: join(root, 'acknowledgements'),
    durability: options.durability,
    sessions: [options.writes, options.writes],
    lanes: 3,
    firstValue: 1,
  };
  const strace = ['-f', '-y', '-xx', '-s', `${LONGEST_STRING}`, '-e', `trace=${TRACED_CALLS}`, '-o', output];
  const child = spawn('strace', [...strace, process.execPath, WRITER, JSON.stringify(writer)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) {
    throw new Error(`the traced writer ended with code ${String(code)}`);
  }
  return parseTrace(await readFile(output, 'latin1'), root);
}

function acknowledgedIn(events: readonly FileEvent[], path: string): readonly AcknowledgedWrite[] {
  const data = events.flatMap((event) => (event.type === 'append' && event.path === path ? [event.data] : []));
  return parseAcknowledgements(Buffer.concat(data).toString());
}

async function rebuild(files: ReadonlyMap<string, Buffer>, from: string, to: string): Promise<void> {
  for (const [path, content] of files) {
    if (!path.startsWith(from) || !/\.db(-\w+)?$/.test(path)) {
      continue;
    }
    const copy = join(to, path.slice(from.length));
    await mkdir(dirname(copy), { recursive: true });
    await writeFile(copy, content);
  }
}

/** The moments of the cuts: spread over the whole trace, at a random event within each stretch. */
function moments(count: number, events: number, next: () => number): readonly number[] {
  const stretch = events / count;
  return Array.from({ length: count }, (_, index) => Math.floor(index * stretch + (next() / 2 ** 32) * stretch));
}

/**
 * Traces a writing process, then rebuilds its files as a power cut at many moments would leave them: every second time
 * from synced writes alone, else with a random part of the sectors that were written but not synced. Needs strace.
 */
export async function cutPower(options: PowerCutOptions): Promise<PowerCutReport> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'slipway-power-cut-')));
  try {
    const disk = join(root, 'disk');
    await mkdir(disk);
    const events = await traceWriter(root, options);
    const acknowledgements = join(root, 'acknowledgements');
    const all = acknowledgedIn(events, acknowledgements);
    const writes = new Map(all.map((write) => [write.revision, write]));
    const next = numbersFrom(options.seed);
    const model = new DiskModel(disk);
    const losses: string[] = [];
    let done = 0;
    for (const [index, moment] of moments(options.cuts, events.length + 1, next).entries()) {
      for (; done < moment; done += 1) {
        model.apply(events[done] as FileEvent);
      }
      const acknowledged = Math.max(
        0,
        ...acknowledgedIn(events.slice(0, moment), acknowledgements).map(({ revision }) => revision),
      );
      const chance = index % 2 === 0 ? () => false : () => next() % 2 === 0;
      const copy = join(root, 'rebuilt');
      await rebuild(model.afterPowerCut(chance), disk, copy);
      const loss = checkRecovered({ directory: join(copy, 'state', 'store'), acknowledged, writes });
      if (loss !== undefined) {
        losses.push(`power cut after event ${moment} of ${events.length}: ${loss}`);
      }
      await rm(copy, { recursive: true, force: true });
    }
    return { events: events.length, acknowledged: all.length, cuts: options.cuts, losses };
  } finally {
    await rm(root, { recursive: true });
  }
}
