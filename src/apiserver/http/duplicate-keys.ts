interface Level {
  /** Names seen so far; undefined in a list. */
  readonly names: Set<string> | undefined;
  readonly path: string;
  /** The member or item that comes next. */
  name: string;
  index: number;
}

const token = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\],]/gs;

/** The paths of members that stand twice in one object of a JSON text, e.g. `spec.replicas`; the text is known to be JSON. */
export function duplicateKeys(text: string): readonly string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  for (const [part, colon] of text.matchAll(token)) {
    const level = levels.at(-1);
    if (part === '{' || part === '[') {
      const path = level === undefined ? '' : placeIn(level);
      levels.push({ names: part === '{' ? new Set() : undefined, path, name: '', index: 0 });
    } else if (part === '}' || part === ']') levels.pop();
    else if (part === ',') {
      if (level) level.index++;
    } else if (colon !== undefined && level?.names) {
      level.name = JSON.parse(part.slice(0, -colon.length)) as string;
      if (level.names.has(level.name)) found.push(placeIn(level));
      level.names.add(level.name);
    }
  }
  return found;
}

function placeIn({ names, path, name, index }: Level): string {
  if (!names) return `${path}[${index}]`;
  return path === '' ? name : `${path}.${name}`;
}
