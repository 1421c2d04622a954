import { createSeededRandomness } from '#simulation/seeded-randomness.ts';
import { createInstallation } from '../../e2e/harness/installation.ts';
import { killStory } from '../../e2e/harness/kill-story.ts';

/** Kills in each of create, scale and delete. */
const kills = 3;

/** A killed manager: a cluster is created, scaled and deleted with three kills in each; gives how many kills that were. */
export async function killedManager(seed: string): Promise<number> {
  const installation = await createInstallation();
  const tell = (text: string) => console.log(`  ${text}`);
  try {
    const story = { installation, random: createSeededRandomness(seed), kills, tell };
    await killStory.create(story);
    await killStory.scale(story);
    await killStory.delete(story);
    return 3 * kills;
  } finally {
    await installation.remove();
  }
}
