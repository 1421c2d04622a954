/** A control plane that initialises its cluster or is about to, where only so many may at a time. */
export interface Contender {
  /** `namespace/name`, also the order of those that asked in the same moment. */
  readonly name: string;
  /** RFC 3339 with milliseconds, when it asked for its turn. */
  readonly asked: string;
  /** RFC 3339, since when it initialises; undefined while it waits. */
  readonly since: string | undefined;
}

export type Turn =
  | { readonly turn: true }
  | {
      readonly turn: false;
      /** Those that initialise now. */
      readonly holders: readonly string[];
      /** How many wait that asked before. */
      readonly ahead: number;
    };

/**
 * Several times what an initialisation takes on a busy machine. Whoever takes longer, because its machine is stuck or gone,
 * may go on but keeps nobody waiting any more.
 */
const longestMilliseconds = 5 * 60 * 1000;

function askedBefore(one: Contender, other: Contender): boolean {
  return one.asked === other.asked ? one.name < other.name : one.asked < other.asked;
}

/**
 * Whether it is this one's turn among all: those that asked first get what the others leave. Whoever asks later stands
 * behind one that goes already and does not show it yet. It is a pace, not a lock.
 */
export function initializationTurn(
  own: Contender,
  { others, limit, now }: { readonly others: readonly Contender[]; readonly limit: number; readonly now: number },
): Turn {
  const holders = others.filter(({ since }) => since !== undefined && now - Date.parse(since) < longestMilliseconds);
  const ahead = others.filter((other) => other.since === undefined && askedBefore(other, own)).length;
  if (holders.length + ahead < limit) return { turn: true };
  return { turn: false, holders: holders.map(({ name }) => name), ahead };
}
