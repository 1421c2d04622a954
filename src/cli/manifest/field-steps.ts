/** One step on a field's path: a member of a map, an item by position, or the item of a list-map with these keys. */
export type FieldStep =
  | { readonly member: string }
  | { readonly item: number }
  | { readonly where: { readonly [key: string]: unknown } };

const token = /\.?([^.[\]]+)|\[((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]/y;

function bracket(content: string): FieldStep {
  if (/^\d+$/.test(content)) return { item: Number(content) };
  const pairs = [...content.matchAll(/([A-Za-z][\w-]*)=("(?:[^"\\]|\\.)*"|[^,]+)/g)];
  if (pairs.length === 0) return { member: content.replace(/^"|"$/g, '') };
  return { where: Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, parsed(value)])) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Steps of a field path as servers write it: `spec.pools[0].name`, `.spec.pools[name="a"].replicas`, `metadata.labels[a.b/c]`. */
export function fieldSteps(path: string): readonly FieldStep[] {
  const steps: FieldStep[] = [];
  const matcher = new RegExp(token);
  while (matcher.lastIndex < path.length) {
    const found = matcher.exec(path);
    if (!found) break;
    steps.push(found[1] === undefined ? bracket(found[2] ?? '') : { member: found[1] });
  }
  return steps;
}
