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
  ),
  { minLength: 1, maxLength: 6 },
);
