import type { KeyPair, Pki } from '#capabilities/pki.ts';
import { readFileIfPresent } from '#platform/files/read-file-if-present.ts';
import { writeFileAtomically } from '#platform/files/write-file-atomically.ts';
import type { ServerPaths } from '#platform/server/server-paths.ts';

const day = 24 * 3600;

export interface ManagerCertificates {
  readonly authority: KeyPair;
  readonly server: KeyPair;
  readonly admin: KeyPair;
}

async function keepAuthority(pki: Pki, paths: ServerPaths): Promise<KeyPair> {
  const certificate = await readFileIfPresent(paths.authority.certificate);
  const key = await readFileIfPresent(paths.authority.key);
  if (certificate !== undefined && key !== undefined) return { certificate, key };
  const authority = await pki.createAuthority({ commonName: 'slipway-manager', validSeconds: 3650 * day });
  await writeFileAtomically(paths.authority.key, authority.key);
  await writeFileAtomically(paths.authority.certificate, authority.certificate);
  return authority;
}

/** The manager's own authority, kept for good, and fresh certificates for its server and its administrator. */
export async function managerCertificates(pki: Pki, paths: ServerPaths): Promise<ManagerCertificates> {
  const authority = await keepAuthority(pki, paths);
  const server = await pki.issue({
    authority,
    // Not the authority's own name: a certificate whose issuer is its subject counts as self-signed.
    commonName: 'slipway-manager-server',
    usages: ['server'],
    dnsNames: ['localhost'],
    addresses: ['127.0.0.1', '::1'],
    validSeconds: 365 * day,
  });
  const admin = await pki.issue({
    authority,
    commonName: 'admin',
    organizations: ['slipway:admins'],
    usages: ['client'],
    validSeconds: 365 * day,
  });
  return { authority, server, admin };
}
