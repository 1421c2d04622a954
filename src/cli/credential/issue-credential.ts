import { userInfo } from 'node:os';
import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { labels } from '#api/meta/labels.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { userSigner } from '#api/user-signer.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { createCertificateRequest } from '#platform/pki/create-certificate-request.ts';
import { randomness } from '#platform/randomness.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { deadline } from '../deadline.ts';
import { waitUntil } from '../wait-until.ts';

/** PEM texts. The key never leaves this machine. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
}

const answerMilliseconds = 30_000;

function answered(object: KubeObject | undefined): boolean {
  const status = (object as CertificateSigningRequest | undefined)?.status;
  return status?.certificate !== undefined || status?.conditions?.some(({ type }) => type === 'Denied') === true;
}

function read(request: CertificateSigningRequest | undefined): string {
  const certificate = request?.status?.certificate;
  if (certificate !== undefined) return Buffer.from(certificate, 'base64').toString('utf8');
  const denied = request?.status?.conditions?.find(({ type }) => type === 'Denied');
  throw new CliError(denied?.message ?? 'the request for a certificate was deleted before it was answered');
}

/** On a cluster the manager signs what somebody approved who may: we try by our own right. */
async function approve(context: string, client: KubeClient, name: string): Promise<void> {
  try {
    const message = 'approved by who asked for it, by their own right';
    await client.approve(name, { approved: true, reason: 'ApprovedByRequester', message });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // A manager's own API has no approval: it signs for whoever may ask.
    if (error.reason === 'NotFound' || error.reason === 'MethodNotAllowed') return;
    await client.objects.delete(CertificateSigningRequest, { name }).catch(() => undefined);
    throw new CliError(`you may not approve a certificate of ${userSigner} in context ${context}: ${error.message}`, {
      cure: `have somebody bind you to a role with the verb approve on signers ${userSigner} and update on certificatesigningrequests/approval`,
    });
  }
}

/** Asks the manager for a certificate that opens a cluster for some seconds; the key is made here and stays here. */
export async function issueCredential(
  context: CommandContext,
  client: KubeClient,
  wanted: { readonly namespace: string; readonly cluster: string; readonly seconds: number },
): Promise<Credential> {
  const { namespace, cluster, seconds } = wanted;
  const { key, request } = await createCertificateRequest(userInfo().username);
  const name = `user-${Buffer.from(randomness.bytes(8)).toString('hex')}`;
  await client.objects.create(CertificateSigningRequest, {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name, annotations: { [labels.cluster]: `${namespace}/${cluster}` } },
    spec: {
      signerName: userSigner,
      request: Buffer.from(request).toString('base64'),
      usages: ['client auth'],
      expirationSeconds: seconds,
    },
  });
  if (context.cluster !== undefined) await approve(context.cluster, client, name);
  const what = `the manager has not signed a certificate for ${cluster}`;
  const limit = deadline(context.timers, answerMilliseconds, { signal: context.signal, what });
  try {
    const seen = await waitUntil(client, {
      kind: CertificateSigningRequest,
      key: { namespace: undefined, name },
      holds: (object) => object === undefined || answered(object),
      signal: limit.signal,
    });
    return { certificate: read(seen as CertificateSigningRequest | undefined), key };
  } finally {
    limit.stop();
    await client.objects.delete(CertificateSigningRequest, { name }).catch(() => undefined);
  }
}
