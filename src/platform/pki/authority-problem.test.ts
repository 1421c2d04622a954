import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { authorityProblem } from './authority-problem.ts';
import { createPki } from './create-pki.ts';
import { loadX509 } from './load-x509.ts';

const now = Date.parse('2026-03-01T00:00:00Z');
const day = 24 * 3600;
const year = 365 * day;

function pkiAt(time: number) {
  return createPki({ now: () => time });
}

async function enterprise(validSeconds = 5 * year) {
  const pki = pkiAt(now - day * 1000);
  const root = await pki.createAuthority({ commonName: 'Enterprise root', validSeconds: 20 * year });
  const x509 = await loadX509();
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const issue = async (extensions: readonly InstanceType<typeof x509.Extension>[], from = now - day * 1000) => {
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const rootKey = createPrivateKey(root.key).export({ type: 'pkcs8', format: 'der' });
    const certificate = await x509.X509CertificateGenerator.create({
      subject: 'CN=Enterprise intermediate',
      issuer: new x509.X509Certificate(root.certificate).subject,
      notBefore: new Date(from),
      notAfter: new Date(from + validSeconds * 1000),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey: await webcrypto.subtle.importKey('pkcs8', rootKey, algorithm, false, ['sign']),
      extensions: [...extensions],
    });
    const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
    return {
      certificates: `${certificate.toString('pem')}\n`,
      key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
      use: 'issue' as const,
    };
  };
  const authority = (pathLength?: number) => new x509.BasicConstraintsExtension(true, pathLength, true);
  return { root, x509, issue, authority };
}

test('an intermediate authority is taken, alone, with its chain and with the roots it leads to', async () => {
  const { root, issue, authority } = await enterprise();
  const supplied = await issue([authority()]);
  assert.equal(await authorityProblem(supplied, now), undefined);
  assert.equal(await authorityProblem({ ...supplied, roots: root.certificate }, now), undefined);
  const chain = supplied.certificates + root.certificate;
  assert.equal(await authorityProblem({ ...supplied, certificates: chain, roots: root.certificate }, now), undefined);
  assert.equal(await authorityProblem({ certificates: root.certificate, key: root.key, use: 'serve' }, now), undefined);
});

test('an authority with an RSA key is taken', async () => {
  const x509 = await loadX509();
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]) } as const;
  for (const [modulusLength, problem] of [
    [2048, undefined],
    [1024, 'its RSA key has 1024 bits: 2048 are the least'],
  ] as const) {
    const keys = await webcrypto.subtle.generateKey({ ...algorithm, modulusLength }, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: 'CN=RSA',
      notBefore: new Date(now - 1000),
      notAfter: new Date(now + 1000),
      signingAlgorithm: algorithm,
      keys,
      extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
    });
    const key = createPrivateKey({
      key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
      format: 'der',
      type: 'pkcs8',
    }).export({ type: 'pkcs1', format: 'pem' });
    const supplied = { certificates: certificate.toString('pem'), key: String(key), use: 'issue' } as const;
    assert.equal(await authorityProblem(supplied, now), problem);
  }
});

test('whatever is wrong with an authority is one sentence', async () => {
  const { root, x509, issue, authority } = await enterprise();
  const good = await issue([authority()]);
  const other = await issue([authority()]);
  const stranger = await pkiAt(now).createAuthority({ commonName: 'Stranger', validSeconds: year });
  const encrypted = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'hunter2',
  });
  const later = await issue([authority()], now + day * 1000);
  const over = await enterprise(3600);
  const cases: readonly (readonly [Parameters<typeof authorityProblem>[0], string])[] = [
    [{ ...good, certificates: 'hello' }, 'its certificate cannot be read: it must be PEM'],
    [{ ...good, certificates: good.certificates.replace('M', '!') }, 'its certificate cannot be read: it must be PEM'],
    [{ ...good, key: 'hello' }, 'its key cannot be read: it must be PEM without a passphrase'],
    [{ ...good, key: String(encrypted) }, 'its key cannot be read: it must be PEM without a passphrase'],
    [{ ...good, key: other.key }, 'its key does not belong to its certificate'],
    [await issue([]), "its certificate is no authority's: its basic constraints do not say so"],
    [
      await issue([new x509.BasicConstraintsExtension(false, undefined, true)]),
      "its certificate is no authority's: its basic constraints do not say so",
    ],
    [
      await issue([authority(), new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)]),
      'its certificate may not sign certificates: its key usage does not allow it',
    ],
    [
      await over.issue([over.authority()]),
      'its certificate is over since 2026-02-28T01:00:00.000Z: supply a renewed one',
    ],
    [later, 'its certificate is valid only from 2026-03-02T00:00:00.000Z: compare the clock of this host'],
    [
      await issue([authority(0)]),
      'its certificate may issue no further authorities (path length 0): use it as ClusterAuthority',
    ],
    [
      await issue([authority(), new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth])]),
      'its certificate is not for both servers and clients: its extended key usage leaves one out',
    ],
    [
      {
        ...(await issue([authority(), new x509.Extension('2.5.29.30', true, new Uint8Array([0x30, 0]))])),
        use: 'serve',
      },
      'its certificate limits the names it may sign for (name constraints), which a cluster cannot keep to',
    ],
    [
      { ...good, certificates: good.certificates + stranger.certificate },
      'its certificate is not signed by certificate 2 of its chain',
    ],
    [
      { ...good, certificates: good.certificates + root.certificate, roots: stranger.certificate },
      'certificate 2 of its chain is not signed by any of the given roots',
    ],
    [{ ...good, roots: stranger.certificate }, 'its certificate is not signed by any of the given roots'],
    [{ ...good, roots: 'hello' }, 'its roots cannot be read: they must be PEM'],
  ];
  for (const [supplied, problem] of cases) assert.equal(await authorityProblem(supplied, now), problem);
  assert.equal(await authorityProblem({ ...(await issue([authority(0)])), use: 'serve' }, now), undefined);
});

test('an authority issued by another leads to it, issues no further ones and does not outlast it', async () => {
  const { issue, authority, x509 } = await enterprise(year);
  const supplied = await issue([authority(), new x509.SubjectKeyIdentifierExtension('c0ffee')]);
  const pki = pkiAt(now);
  const issuer = { certificate: pki.firstCertificate(supplied.certificates), key: supplied.key };
  const made = await pki.createAuthority({ commonName: 'kubernetes', validSeconds: 10 * year, issuer });
  const roots = supplied.certificates;
  assert.equal(
    await authorityProblem({ certificates: made.certificate, key: made.key, roots, use: 'serve' }, now),
    undefined,
  );
  assert.match(
    (await authorityProblem({ certificates: made.certificate, key: made.key, roots, use: 'issue' }, now)) ?? '',
    /path length 0/,
  );
  assert.deepEqual(
    new x509.X509Certificate(made.certificate).notAfter,
    new x509.X509Certificate(issuer.certificate).notAfter,
  );
});
