import { killWriters } from '#storage/sqlite/durability/kill.ts';
import { runRounds } from './rounds/run-rounds.ts';

// Two thousand writing processes are killed on forty stores, and each store is checked after every kill.
await runRounds({
  name: 'kill-writers',
  sources: 'src/storage',
  rounds: 40,
  async run(round) {
    const { kills, acknowledged, losses } = await killWriters({ kills: 50, mostWrites: 300, seed: round });
    return {
      figures: { kills, 'acknowledged writes': acknowledged },
      failures: losses.map((loss) => `seed ${round}: ${loss}`),
    };
  },
});
