import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Whether a program of this name can be run by its bare name. */
export async function onPath(program: string): Promise<boolean> {
  const places = (process.env['PATH'] ?? '').split(delimiter).filter((place) => place !== '');
  return (await Promise.all(places.map((place) => mayRun(join(place, program))))).some(Boolean);
}

function mayRun(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
