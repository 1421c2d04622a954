import { readFile } from 'node:fs/promises';
import { BuildError } from '../build-error.ts';

export interface EnabledUnit {
  readonly unit: string;
  /** The target that starts it. */
  readonly wantedBy: string;
}

/**
 * Reads the list of units that start at boot: a JSON array of unit names, wanted by multi-user.target, or of
 * `{unit, wantedBy}`. No file means no units.
 */
export async function readEnabledUnits(file: string): Promise<EnabledUnit[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
  const list: unknown = JSON.parse(text);
  const units = Array.isArray(list) ? list.map(enabledUnit) : [undefined];
  if (units.some((unit) => unit === undefined)) {
    throw new BuildError('InvalidInput', `${file} has to be a JSON array of unit names or of {"unit", "wantedBy"}.`, {
      retryable: false,
    });
  }
  return units.filter((unit) => unit !== undefined);
}

function enabledUnit(entry: unknown): EnabledUnit | undefined {
  if (typeof entry === 'string') {
    return { unit: entry, wantedBy: 'multi-user.target' };
  }
  if (
    typeof entry === 'object' &&
    entry !== null &&
    'unit' in entry &&
    'wantedBy' in entry &&
    typeof entry.unit === 'string' &&
    typeof entry.wantedBy === 'string'
  ) {
    return { unit: entry.unit, wantedBy: entry.wantedBy };
  }
  return undefined;
}
