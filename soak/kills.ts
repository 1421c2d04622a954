import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createSeededRandomness } from '#simulation/seeded-randomness.ts';
import { createInstallation } from '../e2e/harness/installation.ts';
import { killStory } from '../e2e/harness/kill-story.ts';

// Kills a real manager at many random moments: `npm run soak -- kills [ROUNDS] [SEED]`. A round creates, scales and deletes a
// cluster with three kills in each; finished rounds are noted, so that an interrupted run goes on where it was.
const [wanted = '10', seed = 'kills'] = process.argv.slice(2);
const rounds = Number(wanted);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`"${wanted}" is no number of rounds; write one such as 10`);
const progress = join(import.meta.dirname, '..', '.cache', 'soak', `kills-${encodeURIComponent(seed)}.json`);

function finished(): number {
  try {
    return (JSON.parse(readFileSync(progress, 'utf8')) as { readonly finished: number }).finished;
  } catch {
    return 0;
  }
}

mkdirSync(dirname(progress), { recursive: true });
for (let round = finished(); round < rounds; round += 1) {
  const began = performance.now();
  const random = createSeededRandomness(`${seed}/${round}`);
  const installation = await createInstallation();
  const tell = (text: string) => console.log(`round ${round}: ${text}`);
  try {
    const story = { installation, random, kills: 3, tell };
    await killStory.create(story);
    await killStory.scale(story);
    await killStory.delete(story);
  } finally {
    await installation.remove();
  }
  writeFileSync(progress, JSON.stringify({ finished: round + 1 }));
  console.log(`round ${round}: 9 kills, ${((performance.now() - began) / 1000).toFixed(0)} s`);
}
console.log(`${rounds} rounds of seed ${seed} are done`);
