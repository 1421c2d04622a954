import { generateKeyPairSync, randomBytes, randomInt, webcrypto, X509Certificate } from 'node:crypto';
import type { Clock } from '#capabilities/clock.ts';
import type { CertificateRequest, KeyPair, Pki } from '#capabilities/pki.ts';
import { authorityProblem } from './authority-problem.ts';
import { importSigningKey } from './import-signing-key.ts';
import { loadX509, type X509 } from './load-x509.ts';
import { readCertificates } from './read-certificates.ts';
import { readRequest } from './read-request.ts';

/** Certificates start this long before now, so that a machine whose clock is a little behind accepts them. */
const backdatedMilliseconds = 5 * 60_000;
const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const tokenAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Keys, certificates and tokens, made by Node's cryptography; times come from the clock. */
export function createPki(clock: Clock): Pki {
  return {
    createAuthority: (request) => createAuthority(clock, request),
    authorityProblem: (supplied) => authorityProblem(supplied, clock.now()),
    firstCertificate: (certificates) => pemText(readCertificates(certificates)?.[0]?.toString() ?? ''),
    issue: (request) => issue(clock, request),
    sign: (request) => sign(clock, request),
    createSigningKeys: async () => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return {
        publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
    createBootstrapToken: async () => ({ id: randomText(6), secret: randomText(16) }),
    readRequest,
    expiry: (certificate) => new X509Certificate(certificate).validToDate.getTime(),
  };
}

async function createAuthority(clock: Clock, request: Parameters<Pki['createAuthority']>[0]): Promise<KeyPair> {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const key = await keyText(keys.privateKey);
  const usages = x509.KeyUsageFlags;
  const above = request.issuer && new x509.X509Certificate(request.issuer.certificate);
  const signing = await importSigningKey(request.issuer?.key ?? key);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [request.commonName] }],
    issuer: above?.subjectName ?? [{ CN: [request.commonName] }],
    ...validity(clock, request.validSeconds, above?.notAfter),
    signingAlgorithm: signing.algorithm,
    publicKey: keys.publicKey,
    signingKey: signing.key,
    extensions: [
      new x509.BasicConstraintsExtension(true, above ? 0 : undefined, true),
      new x509.KeyUsagesExtension(usages.digitalSignature | usages.keyEncipherment | usages.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...(above ? [await keyIdentifierOf(x509, above)] : []),
    ],
  });
  return { certificate: pemText(certificate.toString('pem')), key };
}

async function issue(clock: Clock, request: CertificateRequest): Promise<KeyPair> {
  const keys = await webcrypto.subtle.generateKey(p256, true, ['sign', 'verify']);
  const certificate = await certify(clock, request, keys.publicKey);
  return { certificate, key: await keyText(keys.privateKey) };
}

async function sign(clock: Clock, request: Parameters<Pki['sign']>[0]): Promise<string> {
  const x509 = await loadX509();
  const parsed = new x509.Pkcs10CertificateRequest(request.request);
  const commonName = parsed.subjectName.getField('CN')[0] ?? '';
  const { authority, organizations, validSeconds } = request;
  return certify(
    clock,
    { authority, commonName, organizations, usages: ['client'], validSeconds },
    await parsed.publicKey.export(),
  );
}

/** PEM of a certificate for a public key. */
async function certify(clock: Clock, request: CertificateRequest, publicKey: webcrypto.CryptoKey): Promise<string> {
  const x509 = await loadX509();
  const authority = new x509.X509Certificate(request.authority.certificate);
  const signing = await importSigningKey(request.authority.key);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [request.commonName] }, ...(request.organizations ?? []).map((name) => ({ O: [name] }))],
    issuer: authority.subjectName,
    ...validity(clock, request.validSeconds, authority.notAfter),
    signingAlgorithm: signing.algorithm,
    publicKey,
    signingKey: signing.key,
    extensions: await leafExtensions(x509, request, authority),
  });
  return pemText(certificate.toString('pem'));
}

/** How a certificate names its authority's key: as that calls it itself, for an authority from outside may have its own way. */
async function keyIdentifierOf(x509: X509, authority: InstanceType<X509['X509Certificate']>) {
  const own = authority.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  return own === undefined
    ? x509.AuthorityKeyIdentifierExtension.create(authority.publicKey)
    : new x509.AuthorityKeyIdentifierExtension(own);
}

async function leafExtensions(
  x509: X509,
  request: CertificateRequest,
  authority: InstanceType<X509['X509Certificate']>,
) {
  const purposes = { server: x509.ExtendedKeyUsage.serverAuth, client: x509.ExtendedKeyUsage.clientAuth };
  const names = [
    ...(request.dnsNames ?? []).map((value) => ({ type: 'dns', value }) as const),
    ...(request.addresses ?? []).map((value) => ({ type: 'ip', value }) as const),
  ];
  const flags = x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment;
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(flags, true),
    new x509.ExtendedKeyUsageExtension(request.usages.map((usage) => purposes[usage])),
    await keyIdentifierOf(x509, authority),
    ...(names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)]),
  ];
}

/** A certificate that outlives its authority is refused by every verifier; it ends with it instead. */
function validity(clock: Clock, seconds: number, atMost?: Date): { readonly notBefore: Date; readonly notAfter: Date } {
  const now = clock.now();
  const notAfter = new Date(now + seconds * 1000);
  const notBefore = new Date(now - backdatedMilliseconds);
  return { notBefore, notAfter: atMost !== undefined && atMost < notAfter ? atMost : notAfter };
}

/** 127 random bits: positive, never zero. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function keyText(key: webcrypto.CryptoKey): Promise<string> {
  const encoded = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${(encoded.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----\n`;
}

function pemText(pem: string): string {
  return pem.endsWith('\n') ? pem : `${pem}\n`;
}

function randomText(length: number): string {
  return Array.from({ length }, () => tokenAlphabet[randomInt(tokenAlphabet.length)]).join('');
}
