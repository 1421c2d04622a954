import type { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Secret } from '#api/builtin/secret.ts';
import { labels } from '#api/meta/labels.ts';
import { userSigner } from '#api/user-signer.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { Pass } from '#runtime/pass.ts';
import type { Approval } from './approval.ts';
import { secretText } from '../reading/secret-text.ts';

/** Eight hours: a working day, and no more than that when it leaks. */
const longestSeconds = 8 * 3600;
/** The group kubeadm binds to cluster-admin by RBAC, so that RBAC can also take it away; never `system:masters`. */
const group = 'kubeadm:cluster-admins';

export interface CredentialScope {
  readonly answer:
    | { readonly certificate: string }
    | { readonly refused: string; readonly reason: string }
    /** Another signer's, or nobody has said yes to it. */
    | { readonly foreign: true };
}

function authorityOf(
  request: CertificateSigningRequest,
  pass: Pass,
): { readonly certificate: string; readonly key: string } | undefined {
  const [namespace, cluster] = (request.metadata.annotations?.[labels.cluster] ?? '').split('/');
  const secret =
    cluster === undefined ? undefined : pass.store.get(Secret, { namespace, name: secretNames.authorities(cluster) });
  const certificate = secret && secretText(secret, 'ca.crt');
  const key = secret && secretText(secret, 'ca.key');
  return certificate === undefined || key === undefined ? undefined : { certificate, key };
}

function isApproved({ status }: CertificateSigningRequest): boolean {
  const says = (type: string) =>
    status?.conditions?.some((one) => one.type === type && one.status !== 'False') === true;
  return says('Approved') && !says('Denied');
}

/** Signs, once: a certificate that is in the status already is the answer. */
export async function readScope(
  request: CertificateSigningRequest,
  pass: Pass,
  approvedBy: Approval,
): Promise<CredentialScope> {
  if (request.spec.signerName !== userSigner) return { answer: { foreign: true } };
  if (approvedBy === 'people' && !isApproved(request)) return { answer: { foreign: true } };
  if (request.status?.certificate !== undefined) return { answer: { certificate: request.status.certificate } };
  const authority = authorityOf(request, pass);
  if (!authority) {
    return {
      answer: {
        refused: `no cluster ${request.metadata.annotations?.[labels.cluster] ?? ''} with authorities: name it in the annotation ${labels.cluster} as namespace/name`,
        reason: 'ClusterNotFound',
      },
    };
  }
  const pem = atob(request.spec.request);
  const subject = await pass.pki.readRequest(pem);
  if (!subject)
    return { answer: { refused: 'the request cannot be read or its signature is wrong', reason: 'BadRequest' } };
  const wanted = typeof request.spec.expirationSeconds === 'number' ? request.spec.expirationSeconds : longestSeconds;
  const certificate = await pass.pki.sign({
    authority,
    request: pem,
    organizations: [group],
    validSeconds: Math.min(wanted, longestSeconds),
  });
  return { answer: { certificate: btoa(certificate) } };
}
