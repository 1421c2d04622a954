import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { spreadOf } from './creation/spread-of.ts';
import { largeCluster } from './planning/large-cluster.ts';

// How long the plan of a change on a large cluster takes from reading the snapshot until the document is there, in a thread
// of its own as in the manager, and how much later than asked this thread's timers fire meanwhile.
//   npm run bench -- plan [--machines 500] [--repeats 5] [--json FILE]

const goals = { plan: 2000, delay: 20 };
const { values } = parseArgs({
  options: {
    machines: { type: 'string', default: '500' },
    repeats: { type: 'string', default: '5' },
    json: { type: 'string', default: '.cache/bench/plan.json' },
  },
});
const machines = Number(values.machines);
const cluster = await largeCluster(machines);
console.log(`one cluster of ${machines} machines; the change adds one`);
const rounds: { readonly total: number; readonly processor: number; readonly delay: number; readonly load: number }[] =
  [];
try {
  // Once unmeasured: a manager's thread for plans has run before, except for the first plan.
  const first = await cluster.plan(1);
  console.log(first.summary);
  for (let round = 1; round <= Number(values.repeats); round += 1) {
    const [load = 0] = loadavg();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const before = process.cpuUsage();
    const began = performance.now();
    await cluster.plan(1);
    const total = Math.round(performance.now() - began);
    delay.disable();
    const { system, user } = process.cpuUsage(before);
    const p99 = Math.round(delay.percentile(99) / 1e5) / 10;
    rounds.push({ total, processor: Math.round((system + user) / 1000), delay: p99, load });
    console.log(
      `round ${round}: ${total} ms, ${Math.round((system + user) / 1000)} ms of processor, delay p99 ${p99} ms, load ${load.toFixed(1)}`,
    );
  }
} finally {
  await cluster.close();
}
const row = (name: string, of: (round: (typeof rounds)[number]) => number, goal: string): void => {
  const { max, median, min } = spreadOf(rounds.map(of));
  console.log(`${name.padEnd(34)}${[min, median, max].map((value) => String(value).padStart(9)).join('')}   ${goal}`);
};
console.log(`\nmilliseconds${' '.repeat(25)}min   median      max   goal`);
row('plan', ({ total }) => total, String(goals.plan));
row('delay of the event loop, p99', ({ delay }) => delay, String(goals.delay));
row('processor time', ({ processor }) => processor, '');
console.log(`${cpus().length} processors`);
await mkdir('.cache/bench', { recursive: true });
await writeFile(values.json, `${JSON.stringify({ goals, machines, rounds }, undefined, 2)}\n`);
