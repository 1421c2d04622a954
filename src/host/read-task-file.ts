/** How a delivered file is refused: what is wrong with it, in a sentence without its content. */
export class TaskFileError extends Error {}

/** The object in a task file. Throws {@link TaskFileError}, which quotes nothing of it. */
export function readTaskFile(text: string, path: string): { readonly [name: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TaskFileError(`${path} is not JSON; deliver it again.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TaskFileError(`${path} holds no object; deliver it again.`);
  return { ...value };
}
