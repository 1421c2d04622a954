import { killRotation } from '#manager/store/testing/kill-rotation.ts';
import { runRounds } from './rounds/run-rounds.ts';

// Once before each call that changes a file of the store or its key file.
await runRounds({
  name: 'rotation-kills',
  sources: 'src/storage',
  rounds: 1,
  run: async () => ({ figures: { kills: await killRotation({ every: 1 }) }, failures: [] }),
});
