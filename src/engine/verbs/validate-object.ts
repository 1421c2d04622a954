import { ApiError, type StatusCause } from '#api/meta/api-error.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ObjectMeta } from '#api/meta/object-meta.ts';
import { nearest } from '#base/nearest.ts';
import type { WriteOptions } from '#capabilities/object-api.ts';
import type { EngineCore } from '../engine-core.ts';
import type { JsonObject } from '../json/is-json-object.ts';
import type { RegisteredKind } from '../kind-registry.ts';
import { validateMetadata } from '../metadata/validate-metadata.ts';
import { refusal } from '../refusal.ts';
import type { UnknownField } from '../schema/prune.ts';
import { validateValue } from '../schema/validate-value.ts';
import { strategyOf } from '../strategy/strategy-of.ts';

interface Candidate {
  readonly kind: RegisteredKind;
  readonly object: JsonObject;
  readonly live: KubeObject | undefined;
  readonly unknown: readonly UnknownField[];
  /** What the metadata of an update may not change; found before. */
  readonly causes?: readonly StatusCause[];
  readonly options: WriteOptions;
  /** It came of a patch, which is what is refused then. */
  readonly patched?: boolean;
}

/** Refuses an object about to be stored with everything that is wrong with it; unknown fields only under `Strict`. */
export function validateObject(core: EngineCore, candidate: Candidate): void {
  const { kind, object, live, options } = candidate;
  const metadata = object['metadata'] as Partial<ObjectMeta>;
  const redact = kind.id === 'core/secrets';
  const onForgiven = ({ field = '', message }: StatusCause) => options.onWarning?.(`${field}: ${message}`);
  const causes = [
    ...(candidate.causes ?? []),
    ...validateMetadata(kind.kind, metadata),
    ...validateValue(kind.root, object, { expressions: core.expressions, old: live, redact, onForgiven }),
    ...(strategyOf(kind).validate?.(object, live) ?? []),
  ];
  const unknown = candidate.unknown.map(sentence).toSorted();
  if (options.fieldValidation === 'Strict' && unknown.length > 0) throw strictRefusal(candidate, causes);
  if (options.fieldValidation !== 'Ignore') for (const text of unknown) options.onWarning?.(text);
  for (const text of finalizerWarnings(kind, metadata)) options.onWarning?.(text);
  if (causes.length === 0) return;
  const unreadable = causes.find((cause) => isUnreadable(cause) && isTyped(kind, cause));
  if (unreadable) {
    const message = `${unreadablePrefix(kind)}: ${unreadable.field}: ${unreadable.message}`;
    throw new ApiError('BadRequest', message, { causes: unique(causes) });
  }
  throw refusal.invalid(kind.kind, metadata.name ?? '', unique(causes));
}

function finalizerWarnings(kind: RegisteredKind, metadata: Partial<ObjectMeta>): readonly string[] {
  if (kind.builtin || !Array.isArray(metadata.finalizers)) return [];
  const why = 'prefer a domain-qualified finalizer name to avoid accidental conflicts with other finalizer writers';
  return metadata.finalizers
    .filter(
      (name) => typeof name === 'string' && !name.includes('/') && name !== 'orphan' && name !== 'foregroundDeletion',
    )
    .map((name) => `metadata.finalizers: ${JSON.stringify(name)}: ${why}`);
}

/** A wrong type, or text that is not in the form of its type. */
function isUnreadable({ reason, message }: StatusCause): boolean {
  return reason === 'FieldValueTypeInvalid' || / in body must be of type (byte|date-time)/.test(message);
}

/** Whether Kubernetes has a type for a field, into which a value of another type cannot even be read. */
function isTyped(kind: RegisteredKind, { field = '' }: StatusCause): boolean {
  return kind.builtin || field.startsWith('metadata.');
}

function unreadablePrefix({ kind }: RegisteredKind): string {
  return `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}`;
}

/** One cause of each sentence: metadata can be found wrong by its schema and by its rules. */
function unique(causes: readonly StatusCause[]): readonly StatusCause[] {
  const seen = new Set<string>();
  return causes.filter((cause) => {
    const text = `${cause.field} ${cause.message}`;
    return !seen.has(text) && seen.add(text);
  });
}

function sentence(field: UnknownField): string {
  const near = nearest(field.name, field.known);
  return `unknown field "${field.path}"${near === undefined ? '' : `, did you mean "${near}"?`}`;
}

function strictRefusal({ kind, unknown, patched }: Candidate, causes: readonly StatusCause[]): ApiError {
  const list = unknown.map(sentence).join(', ');
  if (patched === true) {
    const message = `Invalid value: strict decoding error: ${list}`;
    const cause = { reason: 'FieldValueInvalid', field: 'patch', message };
    return new ApiError('Invalid', `the patch is invalid: ${cause.field}: ${message}`, { causes: [cause] });
  }
  const unknownCauses = unknown.map((field) => ({
    reason: 'FieldValueInvalid',
    field: field.path,
    message: sentence(field),
  }));
  const message = `${unreadablePrefix(kind)}: strict decoding error: ${list}`;
  return new ApiError('BadRequest', message, { causes: [...unknownCauses, ...unique(causes)] });
}
