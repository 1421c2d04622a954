import { failCalls } from '#storage/sqlite/durability/fail-calls.ts';
import { runRounds } from './rounds/run-rounds.ts';

const errors = ['EIO', 'ENOSPC'] as const;

// Every call of a writing store that can fail does, once, with either error.
await runRounds({
  name: 'failing-calls',
  sources: 'src/storage',
  rounds: errors.length,
  async run(round) {
    const { acknowledged, failed, losses } = await failCalls({
      writes: 60,
      every: 1,
      error: errors[round % errors.length] ?? 'EIO',
    });
    return { figures: { 'failed calls': failed, 'acknowledged writes': acknowledged }, failures: losses };
  },
});
