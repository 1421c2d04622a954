import { Secret } from '#api/builtin/secret.ts';
import { registeredId } from '#engine/registered-id.ts';
import { createSealer, type SealerOptions, type StoreSealer } from '#storage/encryption/create-sealer.ts';

/** Seals Secrets, and nothing else: no other kind may hold what is secret. */
export function secretSealer(options: Omit<SealerOptions, 'prefixes'>): StoreSealer {
  return createSealer({ ...options, prefixes: [`${registeredId(Secret)}/`] });
}
