import type { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import type { Pki } from '#capabilities/pki.ts';
import { writePlaceholder } from '../placeholder.ts';

/** A machine's certificate request with a placeholder that asks for the same; none for requests of others. */
export async function redactRequest(
  request: CertificateSigningRequest,
  pki: Pick<Pki, 'readRequest'>,
): Promise<readonly CertificateSigningRequest[]> {
  if (request.spec.username?.startsWith('system:bootstrap:') !== true) return [];
  const subject = await pki.readRequest(atob(request.spec.request));
  const { status } = request;
  return [
    {
      ...request,
      spec: { ...request.spec, request: btoa(writePlaceholder('CERTIFICATE REQUEST', { ...subject })) },
      ...(status === undefined
        ? {}
        : { status: { ...status, ...(status.certificate === undefined ? {} : { certificate: btoa('issued') }) } }),
    },
  ];
}
