import type { Secret } from '#api/builtin/secret.ts';
import { sha256 } from '#base/sha256.ts';
import type { Pki } from '#capabilities/pki.ts';
import { secretData } from '#controllers/reading/secret-data.ts';
import { secretText } from '#controllers/reading/secret-text.ts';
import { writePlaceholder } from '../placeholder.ts';

/** What says nothing secret and steers steps: where a server is, which token, until when, for whom. */
const plain = /^(server|id|token-id|expiration|auth-extra-groups|usage-.+)$/;

/**
 * A Secret without its secrets. Certificates and keys become placeholders that belong together as the real ones do and
 * last as long; any other value becomes its digest, so that equal stays equal.
 */
export function redactSecret(secret: Secret, pki: Pick<Pki, 'expiry'>): Secret {
  const names = Object.keys(secret.data ?? {});
  const redacted = names.map((name) => [name, redactValue(secret, name, pki)] as const);
  return { ...secret, data: secretData(Object.fromEntries(redacted)) };
}

function redactValue(secret: Secret, name: string, pki: Pick<Pki, 'expiry'>): string {
  const text = secretText(secret, name) ?? '';
  if (plain.test(name)) return text;
  const [, stem = '', ending] = /^(.+)\.(crt|key)$/.exec(name) ?? [];
  const certificate = stem === '' ? undefined : secretText(secret, `${stem}.crt`);
  if (certificate === undefined) return digest(text);
  const serial = digest(certificate);
  if (ending === 'key') return writePlaceholder('PRIVATE KEY', { serial });
  const authority = secretText(secret, 'ca.crt');
  const issuer = stem === 'tls' && authority !== undefined ? { issuer: digest(authority) } : {};
  return writePlaceholder('CERTIFICATE', { serial, notAfter: pki.expiry(certificate), ...issuer });
}

function digest(text: string): string {
  return `sha256:${sha256(text)}`;
}
