import { cutPower } from '#storage/sqlite/durability/power-cut.ts';
import { runRounds } from './rounds/run-rounds.ts';

const cutsOfARound = 500;

// Twenty thousand power cuts in forty traces. In each round the same cuts are made where nothing is synced: those must
// lose writes, or the test sees nothing.
await runRounds({
  name: 'power-cut',
  sources: 'src/storage',
  rounds: 40,
  async run(round) {
    const options = { cuts: cutsOfARound, writes: 150, seed: round };
    const synced = await cutPower({ ...options, durability: 'power-cut' });
    const unsynced = await cutPower({ ...options, durability: 'none' });
    const failures = synced.losses.map((loss) => `seed ${round}: ${loss}`);
    if (unsynced.losses.length < cutsOfARound / 2) {
      failures.push(`seed ${round}: without syncs only ${unsynced.losses.length} of ${cutsOfARound} cuts lost writes`);
    }
    return {
      figures: {
        cuts: synced.cuts,
        'acknowledged writes': synced.acknowledged,
        'losses without syncs': unsynced.losses.length,
      },
      failures,
    };
  },
});
