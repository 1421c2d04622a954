import type { TLSSocket } from 'node:tls';
import { ApiError } from '#api/meta/api-error.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { User } from './user.ts';

interface Identity {
  readonly user: User;
  /** When the certificate ends, in milliseconds since 1970. */
  readonly expires: number;
}

const identities = new WeakMap<TLSSocket, Identity>();

/**
 * The user of a connection: CN and organizations of its client certificate, which the TLS layer has checked against
 * the manager's own authority. Unauthorized without one, and once it has ended, however long the connection has lived.
 */
export function clientIdentity(socket: TLSSocket, clock: Clock): User {
  const identity = identities.get(socket) ?? readIdentity(socket);
  if (identity.expires <= clock.now()) throw refused('its client certificate has ended; ask for a new one');
  identities.set(socket, identity);
  return identity.user;
}

function readIdentity(socket: TLSSocket): Identity {
  const certificate = socket.getPeerCertificate();
  if (!socket.authorized || !certificate?.subject) throw refused('no client certificate of this manager was shown');
  const { CN, O } = certificate.subject as {
    readonly CN?: string | readonly string[];
    readonly O?: string | readonly string[];
  };
  if (typeof CN !== 'string' || CN === '') throw refused('the client certificate names no single user');
  const groups = O === undefined ? [] : typeof O === 'string' ? [O] : O;
  const user = { name: CN, groups: [...groups, 'system:authenticated'] };
  return { user, expires: Date.parse(certificate.valid_to) };
}

function refused(why: string): ApiError {
  return new ApiError('Unauthorized', `Unauthorized: ${why}`);
}
