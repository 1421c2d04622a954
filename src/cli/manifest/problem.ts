import type { Position } from './locate-field.ts';

/** Something wrong in a file. */
export interface Problem {
  readonly file: string;
  readonly position: Position;
  /** The field's path; empty for the whole object or file. */
  readonly field: string;
  readonly message: string;
}

/** `file.yaml:12:7 spec.pools[0].replicas: must be …`. */
export function problemText({ file, position, field, message }: Problem): string {
  const place = `${file}:${position.line}:${position.column}`;
  return field === '' ? `${place} ${message}` : `${place} ${field}: ${message}`;
}
