import assert from 'node:assert/strict';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { describe, it } from 'node:test';
import { createPki } from './create-pki.ts';
import { loadX509 } from './load-x509.ts';

const now = Date.UTC(2026, 10, 23, 12);
const pki = createPki({ now: () => now });

async function requestPem(name: string): Promise<string> {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name,
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'a.example' },
        { type: 'ip', value: '10.0.0.7' },
      ]),
    ],
  });
  return request.toString('pem');
}

describe('pki', () => {
  it('makes an authority that starts five minutes back and ends when asked', async () => {
    const authority = await pki.createAuthority({ commonName: 'test-ca', validSeconds: 3600 });
    const certificate = new X509Certificate(authority.certificate);
    assert.equal(certificate.ca, true);
    assert.equal(certificate.subject, 'CN=test-ca');
    assert.equal(certificate.validFromDate.getTime(), now - 300_000);
    assert.equal(pki.expiry(authority.certificate), now + 3_600_000);
    assert.ok(certificate.checkPrivateKey(createPrivateKey(authority.key)));
  });

  it('issues certificates that their authority signed, with names, addresses and every organization', async () => {
    const authority = await pki.createAuthority({ commonName: 'test-ca', validSeconds: 3600 });
    const pair = await pki.issue({
      authority,
      commonName: 'jane',
      organizations: ['one', 'two'],
      usages: ['client', 'server'],
      dnsNames: ['localhost'],
      addresses: ['127.0.0.1', 'fd00::1'],
      validSeconds: 60,
    });
    const certificate = new X509Certificate(pair.certificate);
    assert.ok(certificate.verify(new X509Certificate(authority.certificate).publicKey));
    assert.ok(certificate.checkIssued(new X509Certificate(authority.certificate)));
    assert.deepEqual(certificate.subject.split('\n').toSorted(), ['CN=jane', 'O=one', 'O=two']);
    assert.equal(certificate.checkHost('localhost'), 'localhost');
    assert.equal(certificate.checkIP('127.0.0.1'), '127.0.0.1');
    assert.ok(certificate.checkIP('fd00::1'));
    assert.deepEqual([...(certificate.keyUsage ?? [])].toSorted(), ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    assert.equal(certificate.ca, false);
  });

  it('never lets a certificate outlive its authority', async () => {
    const authority = await pki.createAuthority({ commonName: 'test-ca', validSeconds: 60 });
    const pair = await pki.issue({ authority, commonName: 'jane', usages: ['client'], validSeconds: 3600 });
    assert.equal(pki.expiry(pair.certificate), now + 60_000);
  });

  it('signs with an RSA authority that was supplied', async () => {
    const x509 = await loadX509();
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: 'CN=enterprise',
      notBefore: new Date(now - 1000),
      notAfter: new Date(now + 86_400_000),
      signingAlgorithm: algorithm,
      keys,
      extensions: [new x509.BasicConstraintsExtension(true, 0, true)],
    });
    const encoded = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    const key = createPrivateKey({ key: encoded, format: 'der', type: 'pkcs8' })
      .export({ type: 'pkcs1', format: 'pem' })
      .toString();
    const authority = { certificate: certificate.toString('pem'), key };
    const pair = await pki.issue({ authority, commonName: 'jane', usages: ['client'], validSeconds: 60 });
    assert.ok(new X509Certificate(pair.certificate).verify(new X509Certificate(authority.certificate).publicKey));
  });

  it('refuses an authority key of another type with the cure', async () => {
    const authority = await pki.createAuthority({ commonName: 'test-ca', validSeconds: 60 });
    const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const request = {
      authority: { ...authority, key },
      commonName: 'jane',
      usages: ['client'],
      validSeconds: 60,
    } as const;
    await assert.rejects(pki.issue(request), /supply one on P-256/);
  });

  it('makes a pair of signing keys that belong together', async () => {
    const keys = await pki.createSigningKeys();
    const text = Buffer.from('token');
    assert.ok(
      verify('sha256', text, createPublicKey(keys.publicKey), sign('sha256', text, createPrivateKey(keys.privateKey))),
    );
  });

  it('makes bootstrap tokens in the form kubeadm takes', async () => {
    const token = await pki.createBootstrapToken();
    assert.match(`${token.id}.${token.secret}`, /^[a-z0-9]{6}\.[a-z0-9]{16}$/);
    assert.notEqual((await pki.createBootstrapToken()).secret, token.secret);
  });

  it('reads the subject of a signing request', async () => {
    const subject = await pki.readRequest(await requestPem('CN=system:node:first-workers-0, O=system:nodes'));
    assert.deepEqual(subject, {
      commonName: 'system:node:first-workers-0',
      organizations: ['system:nodes'],
      dnsNames: ['a.example'],
      addresses: ['10.0.0.7'],
    });
  });

  it('does not read a request whose signature is not its own, nor garbage', async () => {
    const pem = await requestPem('CN=system:node:first-workers-0, O=system:nodes');
    const body = pem.split('\n').slice(1, -1).join('');
    const bytes = Buffer.from(body.replace(/-.*/, ''), 'base64');
    const at = bytes.indexOf('first-workers-0');
    bytes.write('first-workers-1', at);
    const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    assert.ok(at > 0);
    assert.equal(await pki.readRequest(forged), undefined);
    assert.equal(await pki.readRequest('garbage'), undefined);
  });
});
