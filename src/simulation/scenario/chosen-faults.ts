import type { FaultChoice } from '../effect-faults.ts';
import type { FaultKind } from '../fault.ts';
import type { SeededRandomness } from '../seeded-randomness.ts';
import type { ScenarioFault } from './scenario.ts';

const moments = ['before', 'executed', 'after'] as const;

/** Draws what goes wrong at each effect: of the faults that may happen there the first that does. */
export function chosenFaults(faults: readonly ScenarioFault[], randomness: SeededRandomness): FaultChoice {
  return ({ id }) => {
    const [met] = faults.filter(
      ({ effects, rate }) => (effects === undefined || id.startsWith(effects)) && randomness.chance(rate),
    );
    return met === undefined ? undefined : kindOf(met, randomness);
  };
}

function kindOf({ code, fault, moment }: ScenarioFault, randomness: SeededRandomness): FaultKind {
  switch (fault) {
    case 'Crash': {
      const drawn = moments[randomness.below(moments.length)] ?? 'executed';
      return { fault: 'crash', when: moment === undefined ? drawn : (moment.toLowerCase() as typeof drawn) };
    }
    case 'LostReply':
      return { fault: 'lost-reply' };
    case 'Refused':
      return code === undefined ? { fault: 'refused' } : { fault: 'refused', code };
  }
}
