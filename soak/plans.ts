import fc from 'fast-check';
import { arbitraryFaults } from './lives/arbitrary-faults.ts';
import { type PlannedLife, planned } from './lives/planned.ts';
import { runRounds } from './rounds/run-rounds.ts';

const livesOfARound = 20;
const wishes: readonly Pick<PlannedLife, 'from' | 'to'>[] = [
  { from: undefined, to: { workers: 2 } },
  { from: 2, to: { workers: 4 } },
  { from: 3, to: { workers: 1 } },
  { from: 1, to: 'deleted' },
];

async function round(number: number) {
  const faults = fc.sample(arbitraryFaults, { seed: number, numRuns: livesOfARound });
  const failures: string[] = [];
  let count = 0;
  for (const [index, some] of faults.entries()) {
    const wish = wishes[index % wishes.length] ?? wishes[0];
    if (wish === undefined) continue;
    const life = {
      ...wish,
      seed: number * 1000 + index,
      safetyNets: index % 2 === 0,
      faults: index % 5 === 0 ? [] : some,
    };
    count += life.faults.length;
    const failure = await planned(life);
    if (failure !== undefined) failures.push(`npm run soak -- plans '${JSON.stringify(life)}': ${failure}`);
  }
  return { figures: { lives: faults.length, faults: count }, failures };
}

// Each life plans a change of the first cluster and then makes it under random faults: the effects of the run must be those
// of the plan, each asking for what was planned. With a life as argument only that one is lived.
const [replay] = process.argv.slice(2);
if (replay === undefined) {
  await runRounds({ name: 'plans', sources: 'src/{controllers,runtime,simulation,domain}', rounds: 50, run: round });
} else {
  const failure = await planned(JSON.parse(replay));
  console.log(failure ?? 'the run is as planned');
  process.exitCode = failure === undefined ? 0 : 1;
}
