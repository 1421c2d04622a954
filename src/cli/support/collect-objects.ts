import { createHmac, randomBytes } from 'node:crypto';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Event } from '#api/builtin/event.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { readiness } from '#explain/readiness.ts';
import { objectText } from '../render/object-text.ts';
import { textTable } from '../render/text-table.ts';
import type { BundleFile } from './bundle-file.ts';
import type { Collector } from './collecting.ts';

const digestLength = 16;

function place({ metadata: { name, namespace } }: KubeObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Names and digests of what an object keeps; annotations may repeat it, so they are left out. */
function withDigests(object: KubeObject, digest: (text: string) => string): object {
  const { annotations: _repeated, managedFields: _books, ...metadata } = object.metadata;
  const { data = {}, type } = object as { readonly data?: Readonly<Record<string, string>>; readonly type?: string };
  const { apiVersion, kind } = object;
  return {
    apiVersion,
    kind,
    metadata,
    ...(type === undefined ? {} : { type }),
    data: Object.fromEntries(
      Object.entries(data).map(([field, value]) => [field, `${value.length} characters, digest ${digest(value)}`]),
    ),
  };
}

function eventLines(events: readonly Event[]): readonly string[] {
  const rows = events
    .toSorted((a, b) => ((a.lastTimestamp ?? '') < (b.lastTimestamp ?? '') ? -1 : 1))
    .map(({ count = 1, involvedObject, lastTimestamp = '', message = '', reason = '', type = '' }) => [
      lastTimestamp,
      type,
      `${involvedObject.kind ?? ''} ${involvedObject.namespace ?? ''}/${involvedObject.name ?? ''}`,
      reason,
      String(count),
      message.replaceAll('\n', ' '),
    ]);
  return textTable([['LAST SEEN', 'TYPE', 'OBJECT', 'REASON', 'COUNT', 'MESSAGE'], ...rows]);
}

function conditionLines(objects: readonly KubeObject[]): readonly string[] {
  const rows = objects.flatMap((object) =>
    readiness
      .conditions(object)
      .map(({ lastTransitionTime, message, reason, status, type }) => [
        `${object.kind} ${place(object)}`,
        type,
        status,
        reason,
        lastTransitionTime,
        message.replaceAll('\n', ' '),
      ]),
  );
  return textTable([['OBJECT', 'TYPE', 'STATUS', 'REASON', 'SINCE', 'MESSAGE'], ...rows]);
}

/** All objects as YAML, Secrets and ConfigMaps by names and digests only; events and conditions as tables. */
export const collectObjects: Collector = async ({ client }) => {
  // Keyed anew for each bundle: equal values can be seen to be equal, and nobody can try what a value may be.
  const key = randomBytes(32);
  const digest = (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, digestLength);
  const files: BundleFile[] = [];
  const all: KubeObject[] = [];
  for (const kind of servedKinds) {
    const { items } = await client.objects.list(kind);
    all.push(...items);
    if (kind === Event) {
      files.push({ path: 'events.txt', text: eventLines(items as readonly Event[]).join('\n') });
      continue;
    }
    const hidden = kind === Secret || kind === ConfigMap;
    const shown: readonly object[] = hidden ? items.map((item) => withDigests(item, digest)) : items;
    const texts = await Promise.all(shown.map((object) => objectText(object, 'yaml')));
    files.push({ path: `objects/${kind.plural}.yaml`, text: texts.join('\n---\n') });
  }
  files.push({ path: 'conditions.txt', text: conditionLines(all).join('\n') });
  return files;
};
