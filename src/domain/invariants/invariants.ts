import { authoritiesOnce } from './authorities-once.ts';
import { goneByWish } from './gone-by-wish.ts';
import { initialiseOnce } from './initialise-once.ts';
import type { DomainInvariant } from './invariant.ts';
import { lastCopyStays } from './last-copy-stays.ts';
import { madeOnce } from './made-once.ts';
import { noSecretInArguments } from './no-secret-in-arguments.ts';

/** All sentences that every effect of every manager must keep. */
export const invariants: readonly DomainInvariant[] = [
  authoritiesOnce,
  goneByWish,
  initialiseOnce,
  lastCopyStays,
  madeOnce,
  noSecretInArguments,
];
