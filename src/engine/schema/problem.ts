import type { StatusCause } from '#api/meta/api-error.ts';

/** How a value looks in a sentence: scalars as JSON, everything else by its type; long text is cut. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null ? 'null' : JSON.stringify(Array.isArray(value) ? 'array' : typeof value);
}

/** The causes of an Invalid refusal, in Kubernetes' forms. */
export const problem = {
  invalid(field: string, value: unknown, detail: string): StatusCause {
    return { reason: 'FieldValueInvalid', field, message: `Invalid value: ${shown(value)}: ${detail}` };
  },

  /** Invalid without the value: for objects, lists and secrets. */
  refused(field: string, detail: string): StatusCause {
    return { reason: 'FieldValueInvalid', field, message: `Invalid value: ${detail}` };
  },

  required(field: string, detail = ''): StatusCause {
    return {
      reason: 'FieldValueRequired',
      field,
      message: detail === '' ? 'Required value' : `Required value: ${detail}`,
    };
  },

  wrongType(field: string, value: unknown, expected: string): StatusCause {
    const found = value === null ? 'null' : Array.isArray(value) ? 'array' : numberType(value);
    const message = `Invalid value: "${found}": ${field || 'the object'} in body must be of type ${expected}: "${found}"`;
    return { reason: 'FieldValueTypeInvalid', field, message };
  },

  unsupported(field: string, value: unknown, supported: readonly unknown[]): StatusCause {
    const list = supported.map(shown).join(', ');
    return {
      reason: 'FieldValueNotSupported',
      field,
      message: `Unsupported value: ${shown(value)}: supported values: ${list}`,
    };
  },

  tooLong(field: string, limit: number): StatusCause {
    return { reason: 'FieldValueTooLong', field, message: `Too long: may not be more than ${limit} bytes` };
  },

  tooMany(field: string, count: number, limit: number): StatusCause {
    return { reason: 'FieldValueTooMany', field, message: `Too many: ${count}: must have at most ${limit} items` };
  },

  duplicate(field: string, value: unknown): StatusCause {
    return { reason: 'FieldValueDuplicate', field, message: `Duplicate value: ${JSON.stringify(value)}` };
  },

  forbidden(field: string, detail: string): StatusCause {
    return { reason: 'FieldValueForbidden', field, message: `Forbidden: ${detail}` };
  },
};

function numberType(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
