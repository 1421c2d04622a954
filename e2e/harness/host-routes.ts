import { mustRun } from './must-run.ts';

async function family(option: '-4' | '-6'): Promise<readonly string[]> {
  const printed = await mustRun(['ip', option, 'route', 'show', 'table', 'all']);
  return printed.split('\n').map((line) => line.trim());
}

/** Every route of this host, of all tables. */
export async function hostRoutes(): Promise<readonly string[]> {
  const found = await Promise.all([family('-4'), family('-6')]);
  return found.flat().filter(Boolean).toSorted();
}
