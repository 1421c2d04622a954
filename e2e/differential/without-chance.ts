import { isJsonObject } from '#engine/json/is-json-object.ts';
import type { Noticed } from './noticed.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
const revisions = /(resource ?version:? )\d+(?:( \(|, current: )\d+)?/gi;

/** What stands for each chance value of one case, in the order in which they came up. */
class Names {
  readonly #known = new Map<string, string>();

  of(kind: string, value: string): string {
    const key = `${kind} ${value}`;
    const before = [...this.#known.keys()].filter((other) => other.startsWith(`${kind} `)).length;
    const name = this.#known.get(key) ?? `<${kind} ${before + 1}>`;
    this.#known.set(key, name);
    return name;
  }
}

/** The answers of a case with uids, times and revisions replaced: equal where they were equal, so that a change still shows. */
export function withoutChance(answers: readonly Noticed[]): readonly Noticed[] {
  const names = new Names();
  return answers.map((answer) => plain(answer, names, '') as Noticed);
}

function plain(value: unknown, names: Names, name: string): unknown {
  if (typeof value === 'string') return plainText(value, names, name);
  if (Array.isArray(value)) return plainList(value, names, name);
  if (!isJsonObject(value)) return value;
  const generated = value['generateName'];
  // Identities first, so that their numbers do not depend on the order of members.
  for (const identity of ['uid', 'resourceVersion']) plainMember([identity, value[identity]], value, names);
  const members = Object.entries(value).map(([member, inner]): readonly [string, unknown] => {
    if (member === 'name' && typeof generated === 'string')
      return [member, String(inner).replace(/[a-z0-9]{5}$/, '<five>')];
    return plainMember([member, inner], value, names);
  });
  return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1))) as object;
}

function plainMember(
  [member, inner]: readonly [string, unknown],
  owner: { readonly [name: string]: unknown },
  names: Names,
): readonly [string, unknown] {
  const key = plainText(member, names, '');
  if (member === 'resourceVersion' && owner['uid'] === undefined) return [key, inner === '' ? '' : '<revision>'];
  if (member === 'continue') return [key, inner === '' ? '' : '<continue>'];
  return [key, plain(inner, names, member)];
}

/** Causes and managers come in any order; by what they are about they can be compared one by one. */
function plainList(list: readonly unknown[], names: Names, name: string): unknown {
  const items = list.map((item) => plain(item, names, ''));
  if (name === 'verbs') return (items as string[]).toSorted((a, b) => (a < b ? -1 : 1));
  if (name === 'resources')
    return Object.fromEntries(items.map((item) => [(item as { name: string }).name, item])) as object;
  if (name !== 'managedFields' && name !== 'causes') return items;
  return Object.fromEntries(
    (items as { readonly [name: string]: string }[])
      .map(({ reason, field, message, manager, operation, subresource, ...rest }): readonly [string, unknown] =>
        name === 'causes' ? [`${field ?? ''} ${reason}`, message] : [[manager, operation, subresource].join(' '), rest],
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ) as object;
}

function plainText(text: string, names: Names, name: string): string {
  if (name === 'resourceVersion') return names.of('revision', text);
  return text
    .replace(/^\d+[smh]$/, '<age>')
    .replaceAll(time, '<time>')
    .replaceAll(uuid, (uid) => names.of('uid', uid))
    .replaceAll(revisions, '$1<revision>');
}
