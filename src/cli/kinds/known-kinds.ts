import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Event } from '#api/builtin/event.ts';
import { Lease } from '#api/builtin/lease.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import { kinds } from '#api/kinds.ts';
import type { Kind } from '#api/meta/kind.ts';

/** The kinds that a manager serves and commands can name. */
export const knownKinds: readonly Kind[] = [
  ...kinds,
  Namespace,
  Secret,
  ConfigMap,
  Event,
  Lease,
  CertificateSigningRequest,
];
