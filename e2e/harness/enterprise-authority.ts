import { webcrypto } from 'node:crypto';
import { loadX509 } from '#platform/pki/load-x509.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 24 * 3600 * 1000;

/** PEM texts of an authority as an enterprise has it: the root is kept away, an intermediate one works. */
export interface EnterpriseAuthority {
  readonly root: string;
  readonly certificate: string;
  readonly key: string;
}

async function keyText(key: webcrypto.CryptoKey): Promise<string> {
  const encoded = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${encoded.replaceAll(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`;
}

/** Makes a root and an intermediate authority that may issue further ones. */
export async function enterpriseAuthority(): Promise<EnterpriseAuthority> {
  const x509 = await loadX509();
  const [rootKeys, keys] = [
    await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']),
    await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']),
  ];
  const life = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 365 * day) };
  const extensions = [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ];
  const signing = {
    ...life,
    signingAlgorithm: algorithm,
    signingKey: rootKeys.privateKey,
    issuer: 'CN=Enterprise root',
  };
  const root = await x509.X509CertificateGenerator.create({
    ...signing,
    subject: 'CN=Enterprise root',
    publicKey: rootKeys.publicKey,
    extensions: [...extensions, new x509.SubjectKeyIdentifierExtension('0a0a')],
  });
  const intermediate = await x509.X509CertificateGenerator.create({
    ...signing,
    subject: 'CN=Enterprise machines',
    publicKey: keys.publicKey,
    extensions: [
      ...extensions,
      new x509.SubjectKeyIdentifierExtension('0b0b'),
      new x509.AuthorityKeyIdentifierExtension('0a0a'),
    ],
  });
  return {
    root: `${root.toString('pem')}\n`,
    certificate: `${intermediate.toString('pem')}\n`,
    key: await keyText(keys.privateKey),
  };
}
