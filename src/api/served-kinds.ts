import { CertificateSigningRequest } from './builtin/certificate-signing-request.ts';
import { ConfigMap } from './builtin/config-map.ts';
import { Event } from './builtin/event.ts';
import { Lease } from './builtin/lease.ts';
import { Namespace } from './builtin/namespace.ts';
import { Secret } from './builtin/secret.ts';
import { ServiceAccount } from './builtin/service-account.ts';
import { kinds } from './kinds.ts';
import type { Kind } from './meta/kind.ts';

/** What a manager's own API serves, and commands can name: Slipway's kinds and the built-in ones they need. */
export const servedKinds: readonly Kind[] = [
  ...kinds,
  Namespace,
  Secret,
  ConfigMap,
  Event,
  Lease,
  ServiceAccount,
  CertificateSigningRequest,
];
