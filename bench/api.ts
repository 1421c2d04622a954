import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { residentBytes } from '../e2e/harness/process-use.ts';
import type { Served } from './api/served.ts';
import { startEmbedded } from './api/start-embedded.ts';
import { startManager } from './api/start-manager.ts';
import { startPeer } from './api/start-peer.ts';
import { type WatchFigures, watchLoad } from './api/watch-load.ts';
import { type WriteFigures, writeLoad } from './api/write-load.ts';
import { spreadOf } from './creation/spread-of.ts';

// The embedded API beside a kube-apiserver on an etcd that syncs, in turns on the same machine, TLS and HTTP/2 on both.
//   npm run bench -- api [--repeats 3] [--objects 300] [--watchers 1000] [--stored 100000] [--json FILE]

const goals = {
  writes: 3,
  latency: 1 / 3,
  deliveries: 3,
  idleWatch: 20 * 1024,
  firstWrite: 500,
  idle: 120e6,
  restart: 2000,
  delay: 20,
};

const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '3' },
    objects: { type: 'string', default: '300' },
    watchers: { type: 'string', default: '1000' },
    stored: { type: 'string', default: '100000' },
    json: { type: 'string', default: '.cache/bench/api.json' },
  },
});

interface Measured {
  readonly firstWrite: number;
  /** Resident bytes after some writes. */
  readonly used: number;
  readonly alone: WriteFigures;
  readonly many: WriteFigures;
  readonly watch: WatchFigures;
  /** Longest 1 % of the delays of the event loop over all of it, in milliseconds. */
  readonly delay: number | undefined;
}

async function measure(start: (folder: string) => Promise<Served>): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
  const served = await start(folder);
  try {
    const objects = Number(values.objects);
    // Both compile and fill caches at first: nobody's server is that young for long.
    await writeLoad(served, { objects, clients: 16, prefix: 'warm' });
    const used = await residentBytes(served.pids);
    await served.eventLoopDelay?.();
    const alone = await writeLoad(served, { objects, clients: 1, prefix: 'alone' });
    const many = await writeLoad(served, { objects: objects * 4, clients: 16, prefix: 'many' });
    const watch = await watchLoad(served, { watchers: Number(values.watchers), events: 200, prefix: 'watch' });
    return { firstWrite: served.firstWrite, used, alone, many, watch, delay: await served.eventLoopDelay?.() };
  } finally {
    await served.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How the manager as users have it starts and rests. */
const managers = [await startManager(Number(values.stored))];
console.log('the manager was started and restarted');
const rounds: { readonly own: Measured; readonly peer: Measured; readonly load: number }[] = [];
for (let round = 1; round <= Number(values.repeats); round += 1) {
  const [load = 0] = loadavg();
  rounds.push({ own: await measure(startEmbedded), peer: await measure(startPeer), load });
  console.log(`round ${round} of ${values.repeats} is over`);
}

function row(name: string, numbers: readonly number[], goal = ''): void {
  const { max, median, min } = spreadOf(numbers);
  const cells = [min, median, max].map((value) =>
    (Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(0)).padStart(10),
  );
  console.log(`${name.padEnd(46)}${cells.join('')}   ${goal}`);
}

/** A figure of both servers, and how many times the one is the other. */
function compare(name: string, of: (one: Measured) => number, goal: string): void {
  row(
    `${name}: slipway`,
    rounds.map(({ own }) => of(own)),
  );
  row(
    `${name}: kube-apiserver + etcd`,
    rounds.map(({ peer }) => of(peer)),
  );
  row(
    `${name}: ratio`,
    rounds.map(({ own, peer }) => of(own) / of(peer)),
    goal,
  );
}

console.log(`\n${' '.repeat(46)}       min    median       max   goal`);
compare('writes per second of processor, 16 clients', ({ many }) => many.perProcessorSecond, '>= 3');
compare('writes per second of processor, 1 client', ({ alone }) => alone.perProcessorSecond, '>= 3');
compare('writes per second, 16 clients', ({ many }) => many.perSecond, '');
compare('p50 of a write, 1 client, ms', ({ alone }) => alone.p50, '<= 0.33');
compare('p99 of a write, 16 clients, ms', ({ many }) => many.p99, '');
compare('deliveries per second of processor', ({ watch }) => watch.perProcessorSecond, '>= 3');
compare('idle watch, KiB', ({ watch }) => watch.idleBytes / 1024, '');
compare('connection, KiB', ({ watch }) => watch.connectionBytes / 1024, '');
compare('first write, ms', ({ firstWrite }) => firstWrite, '');
compare('resident after some writes, MB', ({ used }) => used / 1e6, '');
row(
  'idle watch of slipway, KiB',
  rounds.map(({ own }) => own.watch.idleBytes / 1024),
  '<= 20',
);
row(
  'the manager: first write after exec, ms',
  managers.map(({ firstWrite }) => firstWrite),
  '<= 500',
);
row(
  `the manager: the same with ${values.stored} objects, ms`,
  managers.map(({ restart }) => restart),
  '<= 2000',
);
row(
  'the manager at rest, MB',
  managers.map(({ idle }) => idle / 1e6),
  '<= 120',
);
row(
  'event-loop delay p99 of slipway, ms',
  rounds.map(({ own }) => own.delay ?? Number.NaN),
  '<= 20',
);
console.log(
  `${cpus().length} processors; load before the rounds ${rounds.map(({ load }) => load.toFixed(1)).join(', ')}`,
);
await mkdir('.cache/bench', { recursive: true });
await writeFile(
  values.json,
  `${JSON.stringify({ goals, processors: cpus().length, managers, rounds }, undefined, 2)}\n`,
);
console.log(`all figures: ${values.json}`);
