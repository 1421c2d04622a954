import { ApiError, type StatusCause } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';

type Named = Pick<Kind, 'group' | 'kind' | 'plural'>;

function resource(kind: Named): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

function details(kind: Named, name: string) {
  return { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.plural };
}

/** Every refusal the engine gives for an object, in kube-apiserver's words. */
export const refusal = {
  notFound(kind: Named, name: string): ApiError {
    return new ApiError('NotFound', `${resource(kind)} "${name}" not found`, details(kind, name));
  },

  alreadyExists(kind: Named, name: string): ApiError {
    return new ApiError('AlreadyExists', `${resource(kind)} "${name}" already exists`, details(kind, name));
  },

  forbidden(
    kind: Named,
    name: string,
    denial: { readonly why: string; readonly causes: readonly StatusCause[] },
  ): ApiError {
    const message = `${resource(kind)} "${name}" is forbidden: ${denial.why}`;
    const causes = denial.causes.length === 0 ? {} : { causes: denial.causes };
    return new ApiError('Forbidden', message, { ...details(kind, name), ...causes });
  },

  conflict(kind: Named, name: string, why: string): ApiError {
    return new ApiError(
      'Conflict',
      `Operation cannot be fulfilled on ${resource(kind)} "${name}": ${why}`,
      details(kind, name),
    );
  },

  /** A precondition of a deletion failed; told with the kind and not the resource, as kube-apiserver does. */
  precondition(kind: Named, name: string, why: string): ApiError {
    const { group, kind: subject } = kind;
    const message = `Operation cannot be fulfilled on ${group === '' ? subject : `${subject}.${group}`} "${name}": ${why}`;
    return new ApiError('Conflict', message, { ...details(kind, name), kind: subject });
  },

  /** The optimistic lock failed. */
  modified(kind: Named, name: string): ApiError {
    const why = 'the object has been modified; please apply your changes to the latest version and try again';
    return refusal.conflict(kind, name, why);
  },

  invalid(kind: Named, name: string, causes: readonly StatusCause[]): ApiError {
    const sentences = causes.map((cause) => (cause.field ? `${cause.field}: ${cause.message}` : cause.message));
    const text = sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`;
    const subject = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
    const group = kind.group === '' ? {} : { group: kind.group };
    return new ApiError('Invalid', `${subject} "${name}" is invalid: ${text}`, {
      ...(name === '' ? {} : { name }),
      ...group,
      kind: kind.kind,
      causes,
    });
  },

  /** Options of a request that cannot be meant, e.g. of `CreateOptions`. */
  options(kind: string, causes: readonly StatusCause[]): ApiError {
    const sentences = causes.map(({ field, message }) => `${field}: ${message}`);
    const text = sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`;
    return new ApiError('Invalid', `${kind}.meta.k8s.io "" is invalid: ${text}`, {
      group: 'meta.k8s.io',
      kind,
      causes,
    });
  },

  /** A custom resource is replaced on the ground of what its writer saw. */
  withoutRevision(kind: Named, name: string): ApiError {
    const cause = {
      reason: 'FieldValueInvalid',
      field: 'metadata.resourceVersion',
      message: 'Invalid value: 0: must be specified for an update',
    };
    const message = `${resource(kind)} "${name}" is invalid: ${cause.field}: ${cause.message}`;
    return new ApiError('Invalid', message, { ...details(kind, name), causes: [cause] });
  },

  badRequest(message: string): ApiError {
    return new ApiError('BadRequest', message);
  },
};
