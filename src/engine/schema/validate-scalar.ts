import type { StatusCause } from '#api/meta/api-error.ts';
import type { Expressions } from '../cel/expressions.ts';
import type { SchemaNode } from './compile-schema.ts';
import { hasFormat } from './has-format.ts';
import { problem } from './problem.ts';

interface ScalarPlace<Value = unknown> {
  readonly node: SchemaNode;
  readonly value: Value;
  readonly path: string;
  readonly redact: boolean;
}

/** Everything wrong with a string, number or boolean. */
export function validateScalar(place: ScalarPlace, expressions: Expressions, causes: StatusCause[]): void {
  const { value, path } = place;
  const expected = place.node.schema.type;
  if (expected === 'string' && typeof value === 'string') validateText({ ...place, value }, expressions, causes);
  else if (expected === 'integer' && typeof value === 'number' && Number.isInteger(value))
    validateNumber(place, value, causes);
  else if (expected === 'number' && typeof value === 'number') validateNumber(place, value, causes);
  else if (!(expected === 'boolean' && typeof value === 'boolean')) {
    causes.push(problem.wrongType(path, value, expected ?? 'scalar'));
  }
}

function validateText(place: ScalarPlace<string>, expressions: Expressions, causes: StatusCause[]): void {
  const { value, path } = place;
  const { minLength, maxLength, pattern, format } = place.node.schema;
  const invalid = (detail: string) => {
    causes.push(place.redact ? problem.refused(path, detail) : problem.invalid(path, value, detail));
  };
  if (maxLength !== undefined && characters(value) > maxLength) causes.push(problem.tooLong(path, maxLength));
  else if (minLength !== undefined && characters(value) < minLength) {
    invalid(`${path} in body should be at least ${minLength} chars long`);
  } else if (pattern !== undefined && !expressions.matches(value, pattern))
    invalid(`${path} in body should match '${pattern}'`);
  if (format !== undefined && !hasFormat(value, format)) {
    invalid(`${path} in body must be of type ${format}${place.redact ? '' : `: ${JSON.stringify(value)}`}`);
  }
}

function characters(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}

function validateNumber(place: ScalarPlace, value: number, causes: StatusCause[]): void {
  const { path } = place;
  const { minimum, maximum, format } = place.node.schema;
  if (minimum !== undefined && value < minimum) {
    causes.push(problem.invalid(path, value, `${path} in body should be greater than or equal to ${minimum}`));
  }
  if (maximum !== undefined && value > maximum) {
    causes.push(problem.invalid(path, value, `${path} in body should be less than or equal to ${maximum}`));
  }
  if (format === 'int32' && Math.abs(value) > 2_147_483_647) {
    causes.push(problem.invalid(path, value, `${path} in body must be of type int32`));
  }
}
