import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { secretText } from '../reading/secret-text.ts';
import type { Supplied } from './mint-authorities.ts';
import type { ControlPlaneScope } from './scope.ts';

/**
 * The owner's authority, judged before anything is made from it; undefined where none is declared. Nothing of it is told
 * but what is wrong with it.
 */
export async function readSupplied(
  { controlPlane, supplied }: ControlPlaneScope,
  pass: Pass,
): Promise<(Supplied & { readonly from: string }) | { readonly stall: Outcome } | undefined> {
  const declared = controlPlane.spec.certificateAuthority;
  if (!declared) return undefined;
  const { secretRef, usage } = declared;
  const from = `${controlPlane.metadata.namespace ?? ''}/${secretRef.name}`;
  const stall = (reason: 'CertificateAuthorityNotFound' | 'CertificateAuthorityInvalid', message: string) => ({
    stall: { outcome: 'stall', reason, message } as const,
  });
  if (!supplied)
    return stall(
      'CertificateAuthorityNotFound',
      `there is no Secret ${from}, which certificateAuthority names: make it, and the cluster goes on`,
    );
  const [certificates, key, roots] = ['tls.crt', 'tls.key', 'ca.crt'].map((name) => secretText(supplied, name));
  if (certificates === undefined || key === undefined)
    return stall('CertificateAuthorityInvalid', `Secret ${from} lacks tls.crt or tls.key: put the authority into it`);
  const problem = await pass.pki.authorityProblem({
    certificates,
    key,
    ...(roots === undefined || roots.trim() === '' ? {} : { roots }),
    use: usage === 'Issuer' ? 'issue' : 'serve',
  });
  if (problem !== undefined)
    return stall('CertificateAuthorityInvalid', `the authority in Secret ${from} cannot be used: ${problem}`);
  return { pair: { certificate: pass.pki.firstCertificate(certificates), key }, chain: certificates, usage, from };
}
