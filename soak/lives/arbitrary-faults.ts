import fc from 'fast-check';
import type { Fault } from '#simulation/fault.ts';

const effect = fc.integer({ min: 1, max: 120 });

/** One to six faults at any effects of a life. */
export const arbitraryFaults: fc.Arbitrary<readonly Fault[]> = fc.array(
  fc.oneof(
    fc.record({
      effect,
      fault: fc.constant('crash' as const),
      when: fc.constantFrom('before' as const, 'executed' as const, 'after' as const),
    }),
    fc.record({ effect, fault: fc.constantFrom('lost-reply' as const, 'refused' as const) }),
    fc.record({
      effect,
      fault: fc.constant('late-events' as const),
      milliseconds: fc.integer({ min: 100, max: 30_000 }),
    }),
    fc.record({ effect, fault: fc.constant('events-twice' as const), deliveries: fc.integer({ min: 1, max: 50 }) }),
    fc.record({
      effect,
      fault: fc.constant('clock-jump' as const),
      // Further back than a bootstrap token lives no machine could join: the host says so then.
      milliseconds: fc.integer({ min: -600_000, max: 7_200_000 }),
    }),
    fc.record({
      effect,
      fault: fc.constant('partition' as const),
      from: fc.constantFrom('provider' as const, 'clusters' as const),
      milliseconds: fc.integer({ min: 100, max: 120_000 }),
    }),
  ),
  { minLength: 1, maxLength: 6 },
);
