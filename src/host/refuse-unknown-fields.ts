import { TaskFileError } from './read-task-file.ts';

/** What a newer manager asks for and this program cannot do must not be left out in silence. Throws {@link TaskFileError}. */
export function refuseUnknownFields(
  value: { readonly [name: string]: unknown },
  known: { readonly [name: string]: true },
  path: string,
): void {
  const unknown = Object.keys(value).find((field) => !Object.hasOwn(known, field));
  if (unknown === undefined) return;
  throw new TaskFileError(
    `${path} asks for ${unknown}, which this version cannot do; use an image with a newer slipway-host.`,
  );
}
