import type { SimulatedHold } from '#domain/simulation/simulation-report.ts';
import { reasonText } from './reason-text.ts';

/** What goes by itself is worth a line when it took so long. */
const longMilliseconds = 120_000;
/** So many are shown. */
const most = 12;

/**
 * What of all that kept objects from being Ready is worth telling: what a person has to change, what is left in the end, and
 * what took long; the heaviest first. What only waits for something that is told itself comes last.
 */
export function heavyHolds(holds: readonly SimulatedHold[]): readonly SimulatedHold[] {
  const weight = ({ inTheEnd, reason }: SimulatedHold): number => {
    const text = reasonText(reason);
    const who = text?.who ?? 'nobody';
    return (who === 'nobody' ? 0 : 4) + (text?.retried === false ? 2 : 0) + (inTheEnd > 0 ? 1 : 0);
  };
  return holds
    .filter((hold) => hold.reason !== 'NotWanted')
    .filter((hold) => weight(hold) > 0 || hold.lasted.max >= longMilliseconds)
    .toSorted((one, other) => weight(other) - weight(one) || other.lasted.max - one.lasted.max)
    .slice(0, most);
}
