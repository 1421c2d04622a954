import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { isRecord } from '#base/is-record.ts';
import { nearest } from '#base/nearest.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import type { Manifest } from './manifest.ts';

/** Reports what is wrong with a field. */
export type Complain = (field: string, message: string) => void;

interface ObjectLike {
  readonly [name: string]: unknown;
}

function noKind(kind: string): string {
  const near = nearest(
    kind,
    servedKinds.map((candidate) => candidate.kind),
  );
  return `there is no kind "${kind}"${near === undefined ? `: there are ${servedKinds.map((known) => known.kind).join(', ')}` : `; did you mean ${near}?`}`;
}

function findKind({ apiVersion: version, kind }: ObjectLike, complain: Complain): Kind | undefined {
  if (typeof kind !== 'string') complain('kind', 'is missing: say what this is, for example Cluster');
  if (typeof version !== 'string') complain('apiVersion', 'is missing: for example slipway.dev/v1alpha1');
  if (typeof kind !== 'string') return undefined;
  const found = servedKinds.find((candidate) => candidate.kind === kind);
  if (!found) complain('kind', noKind(kind));
  else if (typeof version === 'string' && version !== apiVersion(found)) {
    complain('apiVersion', `${kind} is of ${apiVersion(found)}, not of ${version}`);
    return undefined;
  }
  return found;
}

const standIn = 'unnamed';

/** The metadata with a name under which the rest can be checked, whatever is wrong with its own. */
function readMetadata(metadata: unknown, complain: Complain): ApplyConfiguration['metadata'] {
  if (!isRecord(metadata)) {
    complain('metadata', metadata === undefined ? 'is missing: give the object a name' : 'must be a map with a name');
    return { name: standIn };
  }
  const { name, generateName, managedFields } = metadata;
  if (managedFields !== undefined) complain('metadata.managedFields', 'is written by the server alone: leave it out');
  const { managedFields: _books, ...rest } = metadata;
  if (typeof name === 'string' && /[/%]/.test(name)) {
    complain('metadata.name', 'must have no slash and no percent sign: it becomes part of addresses');
    return { ...rest, name: standIn };
  }
  if (typeof name === 'string' && name !== '') return { ...rest, name };
  if (name !== undefined && name !== null && name !== '') {
    complain('metadata.name', 'must be text: put it in quotes');
  } else if (generateName !== undefined) {
    complain('metadata.generateName', 'cannot be declared, for every time would make another object: give it a name');
  } else complain('metadata.name', 'is missing: every object has a name');
  return { ...rest, name: standIn };
}

/** The object of a document with its kind; undefined, with the reason reported, where nothing of it can be checked further. */
export function readObject(
  value: ObjectLike,
  complain: Complain,
): Pick<Manifest, 'kind' | 'object' | 'nameless'> | undefined {
  const kind = findKind(value, complain);
  const metadata = readMetadata(value['metadata'], complain);
  if (!kind) return undefined;
  if (kind.statusSubresource && value['status'] !== undefined) {
    complain('status', 'is written by the manager alone: leave it out');
  }
  const { name } = isRecord(value['metadata']) ? value['metadata'] : {};
  const object = { ...value, apiVersion: apiVersion(kind), kind: kind.kind, metadata };
  return { kind, object, nameless: name !== metadata.name };
}
