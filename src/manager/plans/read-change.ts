import { parseAllDocuments } from 'yaml';
import { servedKinds } from '#api/served-kinds.ts';
import type { Plan } from '#api/plan/index.ts';
import { isRecord } from '#base/is-record.ts';
import type { PlannedChange } from '#domain/plan/planned-change.ts';

/** What a Plan would do, with all its manifests as objects in their namespaces; a sentence where its text cannot be read. */
export function readChange({
  metadata,
  spec,
}: Plan): { readonly change: PlannedChange } | { readonly problem: string } {
  const documents = spec.text === undefined ? [] : readDocuments(spec.text);
  if (typeof documents === 'string') return { problem: `spec.text: ${documents}` };
  const namespace = metadata.namespace ?? 'default';
  const manifests = [...(spec.manifests ?? []), ...documents].map((manifest) => placed(manifest, namespace));
  const deletions = (spec.deletions ?? []).map((deletion) =>
    isNamespaced(deletion.kind)
      ? { kind: deletion.kind, name: deletion.name, namespace: deletion.namespace ?? namespace }
      : { kind: deletion.kind, name: deletion.name },
  );
  return { change: { manifests, deletions } };
}

function readDocuments(text: string): readonly { readonly [field: string]: unknown }[] | string {
  const found: { readonly [field: string]: unknown }[] = [];
  for (const document of parseAllDocuments(text)) {
    const [error] = document.errors;
    if (error !== undefined) return error.message.split('\n')[0] ?? 'it is no YAML';
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (value === null) continue;
    if (!isRecord(value)) return 'a document is no object';
    found.push(value);
  }
  return found;
}

function isNamespaced(kind: unknown): boolean {
  return servedKinds.some((served) => served.kind === kind && served.scope === 'Namespaced');
}

function placed(
  manifest: { readonly [field: string]: unknown },
  namespace: string,
): { readonly [field: string]: unknown } {
  const { metadata, kind } = manifest;
  if (!isNamespaced(kind) || !isRecord(metadata) || metadata['namespace'] !== undefined) return manifest;
  return { ...manifest, metadata: { ...metadata, namespace } };
}
