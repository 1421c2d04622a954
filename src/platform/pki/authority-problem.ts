import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import type { SuppliedAuthority } from '#capabilities/pki.ts';
import { importSigningKey } from './import-signing-key.ts';
import { loadX509, type X509 } from './load-x509.ts';
import { readCertificates } from './read-certificates.ts';

const nameConstraints = '2.5.29.30';
const weakestRsa = 2048;

interface Link {
  /** How a sentence calls it. */
  readonly name: string;
  readonly certificate: X509Certificate;
}

/** Why the key cannot sign in the name of the certificate. */
async function keyProblem(certificate: X509Certificate, pem: string): Promise<string | undefined> {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return 'its key cannot be read: it must be PEM without a passphrase';
  }
  if (!certificate.checkPrivateKey(key)) return 'its key does not belong to its certificate';
  const length = key.asymmetricKeyDetails?.modulusLength;
  if (length !== undefined && length < weakestRsa) return `its RSA key has ${length} bits: ${weakestRsa} are the least`;
  return importSigningKey(pem).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Why a certificate of the chain signs nothing that anybody should trust now. */
function linkProblem(x509: X509, { certificate, name }: Link, now: number): string | undefined {
  const parsed = new x509.X509Certificate(certificate.raw);
  if (parsed.getExtension(x509.BasicConstraintsExtension)?.ca !== true)
    return `${name} is no authority's: its basic constraints do not say so`;
  const usages = parsed.getExtension(x509.KeyUsagesExtension)?.usages;
  if (usages !== undefined && (usages & x509.KeyUsageFlags.keyCertSign) === 0)
    return `${name} may not sign certificates: its key usage does not allow it`;
  if (certificate.validToDate.getTime() <= now)
    return `${name} is over since ${certificate.validToDate.toISOString()}: supply a renewed one`;
  if (certificate.validFromDate.getTime() > now)
    return `${name} is valid only from ${certificate.validFromDate.toISOString()}: compare the clock of this host`;
  return undefined;
}

/** Why it does not fit what it is for. */
function useProblem(x509: X509, certificate: X509Certificate, use: SuppliedAuthority['use']): string | undefined {
  const parsed = new x509.X509Certificate(certificate.raw);
  if (use === 'issue' && parsed.getExtension(x509.BasicConstraintsExtension)?.pathLength === 0)
    return 'its certificate may issue no further authorities (path length 0): use it as ClusterAuthority';
  const purposes = parsed.getExtension(x509.ExtendedKeyUsageExtension)?.usages.map(String);
  const needed = [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth];
  if (purposes !== undefined && !needed.every((purpose) => purposes.includes(purpose)))
    return 'its certificate is not for both servers and clients: its extended key usage leaves one out';
  if (use === 'serve' && parsed.getExtension(nameConstraints) !== null)
    return 'its certificate limits the names it may sign for (name constraints), which a cluster cannot keep to';
  return undefined;
}

function signed(by: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.checkIssued(by) && certificate.verify(by.publicKey);
}

/** Where the chain breaks, from the authority to its root. */
function chainProblem(links: readonly Link[], roots: readonly X509Certificate[] | undefined): string | undefined {
  for (const [index, link] of links.entries()) {
    const above = links[index + 1];
    if (above && !signed(above.certificate, link.certificate)) return `${link.name} is not signed by ${above.name}`;
  }
  const last = links.at(-1);
  if (!roots || !last) return undefined;
  const leads = roots.some((root) => root.raw.equals(last.certificate.raw) || signed(root, last.certificate));
  return leads ? undefined : `${last.name} is not signed by any of the given roots`;
}

/** What is in the way of using a supplied authority at a moment (milliseconds since 1970). */
export async function authorityProblem(supplied: SuppliedAuthority, now: number): Promise<string | undefined> {
  const certificates = readCertificates(supplied.certificates);
  const [first] = certificates ?? [];
  if (!certificates || !first) return 'its certificate cannot be read: it must be PEM';
  const roots = supplied.roots === undefined ? undefined : readCertificates(supplied.roots);
  if (supplied.roots !== undefined && !roots?.length) return 'its roots cannot be read: they must be PEM';
  const links = certificates.map((certificate, index) => ({
    name: index === 0 ? 'its certificate' : `certificate ${index + 1} of its chain`,
    certificate,
  }));
  const x509 = await loadX509();
  return (
    (await keyProblem(first, supplied.key)) ??
    links.map((link) => linkProblem(x509, link, now)).find((problem) => problem !== undefined) ??
    useProblem(x509, first, supplied.use) ??
    chainProblem(links, roots)
  );
}
