import { machineName } from '../naming/machine-name.ts';
import { ordinalOf } from '../naming/ordinal-of.ts';

/** Names of the machines to make so that `count` exist: the smallest free ordinals. Machines being deleted still hold theirs. */
export function missingNames(
  pool: { readonly cluster: string; readonly pool: string },
  taken: readonly string[],
  count: number,
): readonly string[] {
  const used = new Set(taken.map(ordinalOf));
  const names: string[] = [];
  for (let ordinal = 1; names.length < count; ordinal++) {
    if (!used.has(ordinal)) names.push(machineName(pool.cluster, pool.pool, ordinal));
  }
  return names;
}
