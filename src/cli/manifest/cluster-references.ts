import { isRecord } from '#base/is-record.ts';
import { type ReferringSettings, type TextReference, textReferences } from '#domain/machine/text-references.ts';

/** A reference of a Cluster, with its whole path: `spec.pools[0].files[1].contentFrom`. */
export type ClusterReference = Pick<TextReference, 'field' | 'kind' | 'name' | 'key'>;

function keyIn(value: unknown): { readonly name: string; readonly key: string } | undefined {
  const { key, name } = isRecord(value) ? value : {};
  return typeof name === 'string' && typeof key === 'string' ? { name, key } : undefined;
}

function source(value: unknown) {
  if (!isRecord(value)) return undefined;
  return { configMapKeyRef: keyIn(value['configMapKeyRef']), secretKeyRef: keyIn(value['secretKeyRef']) };
}

function records(list: unknown): readonly { readonly [field: string]: unknown }[] {
  return Array.isArray(list) ? list.map((item) => (isRecord(item) ? item : {})) : [];
}

/** What a file says, as far as it can be read as what it should be: the rest is for the schema to refuse. */
function readable(part: { readonly [field: string]: unknown }): ReferringSettings {
  const login = isRecord(part['proxy']) ? part['proxy']['secretRef'] : undefined;
  return {
    files: records(part['files']).map((file) => ({ contentFrom: source(file['contentFrom']) })),
    registries: records(part['registries']).map((registry) => ({
      caFrom: source(registry['caFrom']),
      mirrors: records(registry['mirrors']).map((mirror) => ({ caFrom: source(mirror['caFrom']) })),
    })),
    ...(isRecord(login) && typeof login['name'] === 'string' ? { proxy: { secretRef: { name: login['name'] } } } : {}),
  };
}

function below(path: string, part: unknown): readonly ClusterReference[] {
  if (!isRecord(part)) return [];
  return textReferences(readable(part)).map((reference) => ({ ...reference, field: `${path}.${reference.field}` }));
}

function authority(controlPlane: unknown): readonly ClusterReference[] {
  const field = 'spec.controlPlane.certificateAuthority.secretRef';
  const declared = isRecord(controlPlane) ? controlPlane['certificateAuthority'] : undefined;
  const reference = isRecord(declared) ? declared['secretRef'] : undefined;
  const name = isRecord(reference) ? reference['name'] : undefined;
  return typeof name === 'string' ? ['tls.crt', 'tls.key'].map((key) => ({ field, kind: 'Secret', name, key })) : [];
}

/** Every ConfigMap and Secret that a Cluster of a file names. */
export function clusterReferences(spec: unknown): readonly ClusterReference[] {
  if (!isRecord(spec)) return [];
  const pools = Array.isArray(spec['pools']) ? spec['pools'] : [];
  return [
    ...below('spec', spec),
    ...below('spec.controlPlane', spec['controlPlane']),
    ...authority(spec['controlPlane']),
    ...pools.flatMap((pool, index) => below(`spec.pools[${index}]`, pool)),
  ];
}
