import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { ensureDirectory } from '#platform/files/ensure-directory.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';
import type { CommandContext } from '../context/command-context.ts';
import type { Credential } from './issue-credential.ts';

/** A credential that ends sooner is not handed out: what is begun with it should also be ended with it. */
const leastMilliseconds = 10 * 60_000;

/** A credential with its end, in milliseconds since 1970. */
export interface KeptCredential extends Credential {
  readonly expires: number;
}

function withEnd(credential: Credential): KeptCredential {
  return { ...credential, expires: Date.parse(new X509Certificate(credential.certificate).validTo) };
}

/** The credential kept for a cluster (by its uid), or the one `issue` gives, which is kept then: 0600, below the state directory. */
export async function keepCredential(
  { clock, paths }: CommandContext,
  uid: string,
  issue: () => Promise<Credential>,
): Promise<KeptCredential> {
  const directory = join(paths.state, 'credentials');
  const path = join(directory, `${uid}.json`);
  const text = await readFileIfPresent(path);
  if (text !== undefined) {
    const kept = withEnd(JSON.parse(text) as Credential);
    if (kept.expires - clock.now() > leastMilliseconds) return kept;
  }
  const { certificate, key } = await issue();
  await ensureDirectory(directory);
  await writeFileAtomically(path, JSON.stringify({ certificate, key }));
  return withEnd({ certificate, key });
}
