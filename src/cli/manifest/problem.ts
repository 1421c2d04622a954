import { CliError } from '../cli-error.ts';
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

function before(left: Problem, right: Problem): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.position.line - right.position.line || left.position.column - right.position.column;
}

/** How a command ends over all that is wrong in its files: each sentence once, in the order of the text. */
export function problemError(problems: readonly Problem[]): CliError {
  const lines = new Set(problems.toSorted(before).map(problemText));
  return new CliError([...lines].join('\n'), { cure: 'nothing was changed' });
}
