import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * Where Slipway keeps its state: `$SLIPWAY_HOME`, else `slipway` in the XDG state directory
 * (`$XDG_STATE_HOME`, else `~/.local/state`). Relative XDG paths are ignored, as its specification says.
 */
export function stateDirectory(environment: { readonly [name: string]: string | undefined }): string {
  const home = environment['SLIPWAY_HOME'];
  if (home) return resolve(home);
  const xdg = environment['XDG_STATE_HOME'];
  const base = xdg && isAbsolute(xdg) ? xdg : join(environment['HOME'] || homedir(), '.local', 'state');
  return join(base, 'slipway');
}
