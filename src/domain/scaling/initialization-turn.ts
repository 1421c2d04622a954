/** A control plane that initialises its cluster or is about to, where only so many may at a time. */
export interface Contender {
  /** `namespace/name`, also the order of those that are equally old. */
  readonly name: string;
  /** RFC 3339, when it was declared. */
  readonly declared: string;
  /** RFC 3339, since when it initialises; undefined while it waits. */
  readonly since: string | undefined;
}

export type Turn =
  | { readonly turn: true }
  | {
      readonly turn: false;
      /** Those that initialise now. */
      readonly holders: readonly string[];
      /** How many wait that are older. */
      readonly ahead: number;
    };

/**
 * Several times what an initialisation takes on a busy machine. Whoever takes longer, because its machine is stuck or gone,
 * may go on but keeps nobody waiting any more.
 */
const longestMilliseconds = 5 * 60 * 1000;

function isOlder(one: Contender, other: Contender): boolean {
  return one.declared === other.declared ? one.name < other.name : one.declared < other.declared;
}

/**
 * Whether it is this one's turn among all: the oldest of those that wait get what the others leave. All read the same
 * objects, so no two take the same place.
 */
export function initializationTurn(
  own: Contender,
  { others, limit, now }: { readonly others: readonly Contender[]; readonly limit: number; readonly now: number },
): Turn {
  const holders = others.filter(({ since }) => since !== undefined && now - Date.parse(since) < longestMilliseconds);
  const ahead = others.filter((other) => other.since === undefined && isOlder(other, own)).length;
  if (holders.length + ahead < limit) return { turn: true };
  return { turn: false, holders: holders.map(({ name }) => name), ahead };
}
