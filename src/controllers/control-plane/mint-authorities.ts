import type { KeyPair, Pki } from '#capabilities/pki.ts';

/** Ten years, as kubeadm's own authorities. */
const validSeconds = 10 * 365 * 24 * 3600;

/** The owner's authority and what its cluster makes of it. */
export interface Supplied {
  readonly pair: KeyPair;
  /** PEM of its certificate and those above it. */
  readonly chain: string;
  readonly usage: 'Issuer' | 'ClusterAuthority';
}

/**
 * What a cluster's Secret of authorities holds, by file. The authority of the cluster stands alone in `ca.crt`, whoever
 * signed it: whatever stood beside it there would be trusted to name users. `chain.crt` leads from it to the owner's root.
 */
export async function mintAuthorities(pki: Pki, supplied?: Supplied): Promise<{ readonly [file: string]: string }> {
  const issuer = supplied?.usage === 'Issuer' ? { issuer: supplied.pair } : {};
  const make = (commonName: string): Promise<KeyPair> => pki.createAuthority({ commonName, validSeconds, ...issuer });
  const [cluster, etcd, frontProxy, signing] = await Promise.all([
    supplied?.usage === 'ClusterAuthority' ? supplied.pair : make('kubernetes'),
    make('etcd-ca'),
    make('front-proxy-ca'),
    pki.createSigningKeys(),
  ]);
  return {
    'ca.crt': cluster.certificate,
    'ca.key': cluster.key,
    'etcd-ca.crt': etcd.certificate,
    'etcd-ca.key': etcd.key,
    'front-proxy-ca.crt': frontProxy.certificate,
    'front-proxy-ca.key': frontProxy.key,
    'sa.pub': signing.publicKey,
    'sa.key': signing.privateKey,
    ...(supplied ? { 'chain.crt': supplied.chain } : {}),
  };
}
