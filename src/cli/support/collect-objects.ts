import { createHmac, randomBytes } from 'node:crypto';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Event } from '#api/builtin/event.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { isRecord } from '#base/is-record.ts';
import { readiness } from '#explain/readiness.ts';
import { objectText } from '../render/object-text.ts';
import { textTable } from '../render/text-table.ts';
import type { BundleFile } from './bundle-file.ts';
import type { Collector } from './collecting.ts';

const digestLength = 16;
/** kubectl keeps a whole copy of what was applied in it. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

function place({ metadata: { name, namespace } }: KubeObject): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function summary(text: string, digest: (text: string) => string): string {
  return `${text.length} characters, digest ${digest(text)}`;
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
    data: Object.fromEntries(Object.entries(data).map(([field, value]) => [field, summary(value, digest)])),
  };
}

/** What people had written into files on machines may be meant for machines only. */
function withoutContents(value: unknown, digest: (text: string) => string, inFile = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutContents(item, digest, inFile));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, member]) => {
      if (field === lastApplied) return [];
      const hidden = inFile && field === 'content' && typeof member === 'string';
      return [[field, hidden ? summary(member, digest) : withoutContents(member, digest, field === 'files')]];
    }),
  );
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

/** All objects as YAML, Secrets, ConfigMaps and files of machines by names and digests only; events and conditions as tables. */
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
    const shown = items.map((item) => (hidden ? withDigests(item, digest) : withoutContents(item, digest)));
    const texts = await Promise.all(shown.map((object) => objectText(object, 'yaml')));
    files.push({ path: `objects/${kind.plural}.yaml`, text: texts.join('\n---\n') });
  }
  files.push({ path: 'conditions.txt', text: conditionLines(all).join('\n') });
  return files;
};
