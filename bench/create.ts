import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { currentBuild } from '../e2e/harness/current-build.ts';
import { createInstallation, type Installation } from '../e2e/harness/installation.ts';
import { mustRun } from '../e2e/harness/must-run.ts';
import { type ByHandRun, createByHand } from './creation/create-by-hand.ts';
import { createDeclared, type DeclaredRun } from './creation/create-declared.ts';
import { removeByHand } from './creation/remove-by-hand.ts';
import { type Spread, spreadOf } from './creation/spread-of.ts';
import type { Lap } from './creation/stopwatch.ts';

// How long a cluster of 1+2 takes from `slipway apply` until all its Nodes are Ready and CoreDNS is available, beside the
// same machine image brought up by hand, part after part, in the same run and in turns.
//   npm run bench -- create [--repeats 3] [--json FILE]

interface Round {
  readonly declared: DeclaredRun;
  readonly byHand: ByHandRun;
  readonly floor: number;
  readonly ratio: number;
  readonly load: number;
}

const goals = { declared: 15_000, ratio: 0.5, delete: 6000, addWorker: 5000, get: 120 };

function lapOf(laps: readonly Lap[], part: string): number {
  return laps.find((lap) => lap.part === part)?.milliseconds ?? 0;
}

/** What kubeadm and the kubelets need one after the other however much else is done beside it: no order is faster. */
function floorOf({ laps }: ByHandRun): number {
  const join1 = lapOf(laps, 'join 1');
  const join2 = lapOf(laps, 'join 2');
  return lapOf(laps, 'boot 1') + lapOf(laps, 'init') + Math.min(join1, join2) + lapOf(laps, 'ready');
}

async function measureRound(installation: Installation): Promise<Round> {
  const load = loadavg()[0] ?? 0;
  const declared = await createDeclared(installation);
  const { images, network } = declared.cluster.status ?? {};
  const byHand = await createByHand(images?.machine ?? '', network?.resolvers ?? []);
  return { declared, byHand, floor: floorOf(byHand), ratio: declared.total / byHand.total, load };
}

async function measureGet(installation: Installation): Promise<Spread> {
  const { root } = await currentBuild();
  const times: number[] = [];
  for (let count = 0; count < 10; count += 1) {
    const started = performance.now();
    const environment = { SLIPWAY_HOME: installation.home };
    await mustRun([join(root, 'bin', 'slipway'), 'get', 'clusters', '-A'], { environment });
    times.push(Math.round(performance.now() - started));
  }
  return spreadOf(times);
}

function printRow(name: string, spread: Spread, goal = ''): void {
  const cells = [spread.min, spread.median, spread.max].map((value) => {
    const text = Number.isInteger(value) ? String(value) : value.toFixed(2);
    return text.padStart(9);
  });
  console.log(`${name.padEnd(34)}${cells.join('')}   ${goal}`);
}

function printLaps(title: string, runs: readonly { readonly laps: readonly Lap[]; readonly total: number }[]): void {
  console.log(`\n${title}`);
  for (const { part } of runs[0]?.laps ?? [])
    printRow(`  ${part}`, spreadOf(runs.map(({ laps }) => lapOf(laps, part))));
}

function print(rounds: readonly Round[], get: Spread): void {
  const spread = (value: (round: Round) => number) => spreadOf(rounds.map(value));
  console.log(`\nmilliseconds${' '.repeat(25)}min   median      max   goal`);
  printRow(
    'declared, apply to Ready',
    spread(({ declared }) => declared.total),
    `${goals.declared}`,
  );
  printRow(
    'by hand',
    spread(({ byHand }) => byHand.total),
  );
  printRow(
    'floor',
    spread(({ floor }) => floor),
  );
  printRow(
    'declared / by hand',
    spread(({ ratio }) => ratio),
    `${goals.ratio}`,
  );
  printRow(
    'one more worker',
    spread(({ declared }) => declared.addWorker),
    `${goals.addWorker}`,
  );
  printRow(
    'delete',
    spread(({ declared }) => declared.delete),
    `${goals.delete}`,
  );
  printRow('slipway get', get, `${goals.get}`);
  printLaps(
    'declared, by part (they overlap: each is what it adds)',
    rounds.map(({ declared }) => declared),
  );
  printLaps(
    'by hand, by part',
    rounds.map(({ byHand }) => byHand),
  );
  console.log('\nseconds of processor time, declared');
  for (const who of Object.keys(rounds[0]?.declared.processor ?? {}))
    printRow(
      `  ${who}`,
      spread(({ declared }) => declared.processor[who] ?? 0),
    );
  console.log(
    `\n${cpus().length} processors; load before the rounds ${rounds.map(({ load }) => load.toFixed(1)).join(', ')}`,
  );
}

const { values } = parseArgs({
  options: { repeats: { type: 'string', default: '3' }, json: { type: 'string', default: '.cache/bench/create.json' } },
});
const installation = await createInstallation();
let removal: Promise<unknown> | undefined;
/** Once, whoever asks first: two removals of the same things hinder each other. */
const removeAll = () =>
  (removal ??= Promise.allSettled([removeByHand()]).then(async () => await installation.remove()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // A measurement that is ended leaves as little behind as one that ends; a second signal ends it at once.
  process.once(signal, () => {
    console.error(`${signal}: what was made is removed`);
    void removeAll().finally(() => process.exit(1));
  });
}
try {
  console.log('once unmeasured, so that all images are present');
  await createDeclared(installation);
  const rounds: Round[] = [];
  for (let round = 1; round <= Number(values.repeats); round += 1) {
    rounds.push(await measureRound(installation));
    const { declared, byHand, ratio } = rounds[round - 1] as Round;
    console.log(`round ${round}: declared ${declared.total} ms, by hand ${byHand.total} ms, ratio ${ratio.toFixed(2)}`);
  }
  const get = await measureGet(installation);
  print(rounds, get);
  const kept = rounds.map(({ declared: { cluster: _cluster, ...declared }, ...round }) => ({ ...round, declared }));
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(
    values.json,
    `${JSON.stringify({ goals, processors: cpus().length, get, rounds: kept }, undefined, 2)}\n`,
  );
  console.log(`all figures: ${values.json}`);
} finally {
  await removeAll();
}
