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
}

/** Refuses an object about to be stored with everything that is wrong with it; unknown fields only under `Strict`. */
export function validateObject(core: EngineCore, candidate: Candidate): void {
  const { kind, object, live, options } = candidate;
  const metadata = object['metadata'] as Partial<ObjectMeta>;
  const redact = kind.id === 'core/secrets';
  const causes = [
    ...(candidate.causes ?? []),
    ...validateMetadata(kind.kind, metadata),
    ...validateValue(kind.root, object, { expressions: core.expressions, old: live, redact }),
    ...(strategyOf(kind).validate?.(object, live) ?? []),
  ];
  const unknown = candidate.unknown.map(sentence);
  if (options.fieldValidation === 'Strict' && unknown.length > 0) throw strictRefusal(kind, candidate.unknown, causes);
  if (options.fieldValidation !== 'Ignore') for (const text of unknown) options.onWarning?.(text);
  if (causes.length > 0) throw refusal.invalid(kind.kind, metadata.name ?? '', unique(causes));
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

function strictRefusal(
  kind: RegisteredKind,
  unknown: readonly UnknownField[],
  causes: readonly StatusCause[],
): ApiError {
  const { kind: name, version } = kind.kind;
  const list = unknown.map(sentence).join(', ');
  const message = `${name} in version "${version}" cannot be handled as a ${name}: strict decoding error: ${list}`;
  const unknownCauses = unknown.map((field) => ({
    reason: 'FieldValueInvalid',
    field: field.path,
    message: sentence(field),
  }));
  return new ApiError('BadRequest', message, { causes: [...unknownCauses, ...unique(causes)] });
}
