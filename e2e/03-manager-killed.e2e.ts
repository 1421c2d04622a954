import { after, before, describe, it } from 'node:test';
import { createSeededRandomness } from '#simulation/seeded-randomness.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { type KillStory, killStory } from './harness/kill-story.ts';

/** Another story each day, the same one for whoever looks into it: `SLIPWAY_E2E_SEED` repeats one. */
const seed = process.env['SLIPWAY_E2E_SEED'] ?? new Date().toISOString().slice(0, 10);

describe(`a manager that is killed (seed ${seed})`, () => {
  let installation: Installation;
  let story: KillStory;

  before(async () => {
    installation = await createInstallation();
    story = { installation, random: createSeededRandomness(seed), kills: 3, tell: (text) => console.log(text) };
  });

  after(() => installation?.remove());

  it('at three moments while it makes a cluster makes that cluster, once', () => killStory.create(story));

  it('at three moments while it adds two machines adds these two', () => killStory.scale(story));

  it('at three moments while it deletes a cluster leaves nothing', () => killStory.delete(story));
});
