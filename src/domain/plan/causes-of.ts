interface Caused {
  readonly id: string;
  readonly because: readonly string[];
}

/**
 * The chain of fields behind an effect, from the one somebody wrote down to the effect's own. An effect names its nearest
 * cause (`NodePool default/first-workers spec.replicas`, `Machine default/first-workers-3 deleted`); what made or deleted
 * that object names the one before.
 */
export function causesOf(because: readonly string[], effects: ReadonlyMap<string, Caused>): readonly string[] {
  const chain: string[] = [];
  let causes: readonly string[] = because;
  while (causes.length > 0 && !causes.some((cause) => chain.includes(cause))) {
    chain.unshift(...causes);
    causes = causes.flatMap((cause) => effects.get(writerOf(cause))?.because ?? []);
  }
  return chain;
}

/** Id of the effect that wrote or deleted the object a cause speaks of. */
function writerOf(cause: string): string {
  const [kind = '', name = '', field] = cause.split(' ');
  return `store ${field === 'deleted' ? 'delete' : 'apply'} ${kind.toLowerCase()} ${name}`;
}
