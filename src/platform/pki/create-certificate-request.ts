import { createPrivateKey, webcrypto } from 'node:crypto';
import { loadX509 } from './load-x509.ts';

/** A new P-256 key and the request for its certificate, both PEM. The key is secret. */
export async function createCertificateRequest(
  commonName: string,
): Promise<{ readonly key: string; readonly request: string }> {
  const x509 = await loadX509();
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [commonName] }],
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  const encoded = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: encoded, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' });
  return { key: String(key), request: request.toString('pem') };
}
