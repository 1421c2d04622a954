import fc from 'fast-check';
import { arbitraryFaults } from './lives/arbitrary-faults.ts';
import type { Life } from './lives/life.ts';
import { live } from './lives/live.ts';
import { liveAll } from './lives/live-all.ts';
import { runRounds } from './rounds/run-rounds.ts';

const livesOfARound = 60;

/** The smallest plan of faults with which a life still fails. */
async function smallest(life: Life): Promise<Life> {
  const failing = async (faults: Life['faults']): Promise<boolean> =>
    (await live({ ...life, faults })).failure !== undefined;
  let { faults } = life;
  for (let index = 0; index < faults.length; ) {
    const fewer = faults.toSpliced(index, 1);
    if (await failing(fewer)) faults = fewer;
    else index += 1;
  }
  return { ...life, faults };
}

/** Lives the lives of a round; every other one without safety nets. */
async function round(number: number) {
  const plans = fc.sample(arbitraryFaults, { seed: number, numRuns: livesOfARound });
  const lives = plans.map((faults, index) => ({
    seed: number * 1000 + index,
    safetyNets: index % 2 === 0,
    faults,
  }));
  const ends = await liveAll(lives);
  const failures: string[] = [];
  for (const [index, life] of lives.entries()) {
    if (ends[index]?.failure === undefined) continue;
    const least = await smallest(life);
    const { failure } = await live(least);
    failures.push(`npm run soak -- seeds '${JSON.stringify(least)}': ${failure}`);
  }
  const faults = lives.reduce((sum, life) => sum + life.faults.length, 0);
  return { figures: { lives: lives.length, faults }, failures };
}

// Lives of the first cluster with random seeds and plans of several faults. With a life as argument only that one is lived.
const [replay] = process.argv.slice(2);
if (replay === undefined) {
  await runRounds({ name: 'seeds', sources: 'src/{controllers,runtime,simulation}', rounds: 30, run: round });
} else {
  const { asked, failure } = await live(JSON.parse(replay));
  console.log(failure ?? `all is well after ${asked} effects`);
  process.exitCode = failure === undefined ? 0 : 1;
}
