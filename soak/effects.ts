import type { Fault } from '#simulation/fault.ts';
import { liveAll } from './lives/live-all.ts';
import { runRounds } from './rounds/run-rounds.ts';

const kinds: readonly ((effect: number) => Fault)[] = [
  (effect) => ({ effect, fault: 'crash', when: 'before' }),
  (effect) => ({ effect, fault: 'crash', when: 'executed' }),
  (effect) => ({ effect, fault: 'crash', when: 'after' }),
  (effect) => ({ effect, fault: 'lost-reply' }),
  (effect) => ({ effect, fault: 'refused' }),
];
const seeds = 6;

// Each effect of the first cluster's life (created, scaled to four and to one, deleted) meets each kind of fault, for six
// seeds of which every other one has no safety nets. A round is one kind of fault at every effect of one seed.
await runRounds({
  name: 'effects',
  sources: 'src/{controllers,runtime,simulation}',
  rounds: seeds * kinds.length,
  async run(round) {
    const seed = Math.ceil(round / kinds.length);
    const life = { seed, safetyNets: seed % 2 === 0 };
    const [whole] = await liveAll([{ ...life, faults: [] }]);
    const fault = kinds[(round - 1) % kinds.length];
    const effects = Array.from({ length: whole?.asked ?? 0 }, (_, index) => index + 1);
    const lives = effects.map((effect) => ({ ...life, faults: fault === undefined ? [] : [fault(effect)] }));
    const ends = await liveAll(lives);
    const failures = ends.flatMap(({ failure }, index) =>
      failure === undefined ? [] : [`npm run soak -- seeds '${JSON.stringify(lives[index])}': ${failure}`],
    );
    if (whole?.failure !== undefined) failures.push(`${JSON.stringify(life)} without faults: ${whole.failure}`);
    return { figures: { lives: lives.length, effects: ends.reduce((sum, { asked }) => sum + asked, 0) }, failures };
  },
});
