import type { Schema } from '#api/meta/schema.ts';

/** As many items as an object of the largest size can hold. */
const unbounded = 100_000;

/** How many items or members a value of a schema has at most; without a bound, as many as an object can hold. */
export function mostItems(schema: Schema | undefined): number {
  return schema?.maxItems ?? schema?.maxProperties ?? unbounded;
}
