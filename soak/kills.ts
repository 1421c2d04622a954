import { killedEngine } from './killing/killed-engine.ts';
import { killedManager } from './killing/killed-manager.ts';
import { runRounds } from './rounds/run-rounds.ts';

/** Nine kills of the manager each, then three of the engine each. */
const managerRounds = 6;
const engineRounds = 2;

// A killed manager at 54 random moments and a killed engine at 6, each while a real cluster is created, scaled and deleted:
// the end is what was asked for, once, and nothing is left.
await runRounds({
  name: 'kills',
  sources: '{soak/killing,e2e/harness,src/{controllers,runtime,providers}}',
  rounds: managerRounds + engineRounds,
  async run(round) {
    const manager = round <= managerRounds;
    const seed = `kills/${round}`;
    try {
      const kills = manager ? await killedManager(seed) : await killedEngine(seed);
      return { figures: manager ? { 'kills of the manager': kills } : { 'kills of the engine': kills }, failures: [] };
    } catch (error) {
      return { figures: {}, failures: [`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`] };
    }
  },
});
