import { createPrivateKey, webcrypto } from 'node:crypto';

export interface SigningKey {
  readonly key: webcrypto.CryptoKey;
  /** How a certificate is signed with it. */
  readonly algorithm: { readonly name: string; readonly hash: string };
}

/** An authority's private key in PEM (EC on P-256 or P-384, or RSA; PKCS#8, SEC1 or PKCS#1) made ready for signing. */
export async function importSigningKey(pem: string): Promise<SigningKey> {
  const key = createPrivateKey(pem);
  const encoded = key.export({ type: 'pkcs8', format: 'der' });
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === 'rsa') {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    return { key: await webcrypto.subtle.importKey('pkcs8', encoded, algorithm, false, ['sign']), algorithm };
  }
  const named = curve === 'prime256v1' ? 'P-256' : curve === 'secp384r1' ? 'P-384' : undefined;
  if (key.asymmetricKeyType !== 'ec' || named === undefined) {
    throw new Error(
      `the authority's key is of type ${curve ?? key.asymmetricKeyType}; supply one on P-256 or P-384, or RSA`,
    );
  }
  const algorithm = { name: 'ECDSA', hash: named === 'P-256' ? 'SHA-256' : 'SHA-384' };
  const imported = webcrypto.subtle.importKey('pkcs8', encoded, { name: 'ECDSA', namedCurve: named }, false, ['sign']);
  return { key: await imported, algorithm };
}
