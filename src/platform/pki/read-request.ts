import type { X509 } from './load-x509.ts';
import { loadX509 } from './load-x509.ts';

export interface RequestSubject {
  readonly commonName: string;
  readonly organizations: readonly string[];
  readonly dnsNames: readonly string[];
  readonly addresses: readonly string[];
}

/** Reads a PEM certificate signing request; undefined when it is none, is not signed by its own key, or names no single CN. */
export async function readRequest(pem: string): Promise<RequestSubject | undefined> {
  const x509 = await loadX509();
  try {
    const request = new x509.Pkcs10CertificateRequest(pem);
    if (!(await request.verify())) return undefined;
    const commonNames = request.subjectName.getField('CN');
    const [commonName] = commonNames;
    if (commonName === undefined || commonNames.length !== 1) return undefined;
    return { commonName, organizations: request.subjectName.getField('O'), ...alternativeNames(x509, request) };
  } catch {
    // Whatever the library stumbles over was written by the requester: it is not a request.
    return undefined;
  }
}

function alternativeNames(x509: X509, request: InstanceType<X509['Pkcs10CertificateRequest']>) {
  const extensions = request.extensions.filter(
    (extension) => extension instanceof x509.SubjectAlternativeNameExtension,
  );
  if (extensions.length > 1) throw new Error('a request with two lists of alternative names is not read');
  const names = extensions[0]?.names.items ?? [];
  const other = names.find((name) => name.type !== 'dns' && name.type !== 'ip');
  if (other) throw new Error(`alternative names of type ${other.type} are not read`);
  return {
    dnsNames: names.filter((name) => name.type === 'dns').map((name) => name.value),
    addresses: names.filter((name) => name.type === 'ip').map((name) => name.value),
  };
}
