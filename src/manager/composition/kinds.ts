import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Event } from '#api/builtin/event.ts';
import { Lease } from '#api/builtin/lease.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import { kinds as ownKinds } from '#api/kinds.ts';
import type { Kind } from '#api/meta/kind.ts';

/** What the embedded API serves: Slipway's kinds and the built-in ones they need. */
export const servedKinds: readonly Kind[] = [
  ...ownKinds,
  Namespace,
  Secret,
  ConfigMap,
  Event,
  Lease,
  CertificateSigningRequest,
];
