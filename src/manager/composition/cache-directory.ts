import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where built artifacts are kept: `slipway` in the XDG cache directory. All state directories of a user share it. */
export function cacheDirectory(environment: { readonly [name: string]: string | undefined }): string {
  return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'slipway');
}
