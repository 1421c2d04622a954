import { X509Certificate } from 'node:crypto';

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** All certificates in a PEM text, in its order; undefined when one of them cannot be read. */
export function readCertificates(pem: string): readonly X509Certificate[] | undefined {
  try {
    return (pem.match(block) ?? []).map((text) => new X509Certificate(text));
  } catch {
    // What somebody supplied may be anything: it is not a certificate then.
    return undefined;
  }
}
