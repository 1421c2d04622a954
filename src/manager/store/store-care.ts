import type { StoreCare } from '#capabilities/store-care.ts';

/** Loads what it needs when it is asked: most commands touch no store. */
export const storeCare: StoreCare = {
  backup: async (request) => (await import('./back-up-store.ts')).backUpStore(request),
  restore: async (request) => (await import('./restore-store.ts')).restoreStore(request),
  rotateKey: async (place) => (await import('./rotate-key.ts')).rotateKey(place),
};
