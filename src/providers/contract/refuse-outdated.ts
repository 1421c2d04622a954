import { ProviderError } from './provider-error.ts';
import type { Tagged } from './resource.ts';

/**
 * Refuses a change of what a newer manager has made or changed. `epoch` is that of the manager that asks; absent: none
 * asks. Whoever is refused was stopped for a while, or works on a copy of a store, and must not undo what came after it.
 */
export function refuseOutdated(found: Tagged, epoch: number | undefined): void {
  if (epoch === undefined || found.epoch <= epoch) return;
  throw new ProviderError(
    'Outdated',
    `${found.owner.name} was changed by a manager of epoch ${found.epoch}, and this one has ${epoch}: stop it, or restart it if it is the only one.`,
  );
}
