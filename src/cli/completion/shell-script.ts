import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Shell = 'bash' | 'zsh' | 'fish';

/** The text by which a shell completes command lines: it asks `slipway complete`. `root` is where bin/slipway lies. */
export async function shellScript(root: string, shell: Shell): Promise<string> {
  return (await readFile(join(root, 'src', 'cli', 'completion', `slipway.${shell}`), 'utf8')).trimEnd();
}
