/**
 * The size a NodePool gets when the declaration is copied: the declared number when it changed since it was copied last,
 * otherwise the number it has, so that scaling holds until somebody edits the declaration.
 */
export function replicasToSet(pool: {
  readonly declared: number;
  readonly copied: number | undefined;
  readonly current: number | undefined;
}): number {
  return pool.current === undefined || pool.copied !== pool.declared ? pool.declared : pool.current;
}
