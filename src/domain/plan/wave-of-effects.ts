/** Depth of each effect in the graph of `after`, from 1. What is not among the effects is no part of the graph. */
export function waveOfEffects(
  effects: readonly { readonly id: string; readonly after: readonly string[] }[],
): ReadonlyMap<string, number> {
  const after = new Map(effects.map((effect) => [effect.id, effect.after]));
  const waves = new Map<string, number>();
  const open = new Set<string>();
  const depth = (id: string): number => {
    const known = waves.get(id);
    if (known !== undefined) return known;
    // A ring cannot be ordered: whoever closes it counts as first.
    if (open.has(id)) return 0;
    open.add(id);
    const before = (after.get(id) ?? []).filter((one) => after.has(one)).map(depth);
    open.delete(id);
    const wave = 1 + Math.max(0, ...before);
    waves.set(id, wave);
    return wave;
  };
  for (const { id } of effects) depth(id);
  return waves;
}
