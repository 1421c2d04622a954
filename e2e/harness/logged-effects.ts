/** Effects by id, each with the ids of those whose results it used. */
export type Effects = ReadonlyMap<string, readonly string[]>;

interface Noted {
  readonly id: string;
  readonly after: readonly string[];
}

/** Every effect once: a retry is the same effect, and what it came after is what any of its tries came after. */
export function effectsOf(noted: readonly Noted[]): Effects {
  const found = new Map<string, Set<string>>();
  for (const { after, id } of noted) {
    const all = found.get(id) ?? new Set();
    for (const one of after) all.add(one);
    found.set(id, all);
  }
  return new Map(
    [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, after]) => [id, [...after].toSorted()] as const),
  );
}

/** What a manager's log says it did. */
export function loggedEffects(log: string): Effects {
  const noted = log.split('\n').flatMap((line): readonly Noted[] => {
    if (!line.includes('"message":"done ')) return [];
    const { after, message } = JSON.parse(line) as { readonly after?: readonly string[]; readonly message: string };
    return after === undefined ? [] : [{ id: message.slice('done '.length), after }];
  });
  return effectsOf(noted);
}
