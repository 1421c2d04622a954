import type { KubeObject } from '#api/meta/kube-object.ts';
import { describeInstallation } from './describe-installation.ts';
import type { Installation } from './installation.ts';
import { type Wanted, watchUntil } from './watch-until.ts';

export interface Awaited<T extends KubeObject> extends Wanted<T> {
  /** In words, for the failure. */
  readonly what: string;
  /** Milliseconds; ten minutes where absent: machines under load are slow, not broken. */
  readonly within?: number;
}

/** Watches one object of the manager until something holds of it; rejects with all that is known when it does not. */
export async function awaitObject<T extends KubeObject>(
  installation: Installation,
  wanted: Awaited<T>,
): Promise<T | undefined> {
  try {
    const { objects } = await installation.client();
    return await watchUntil(objects, wanted, AbortSignal.timeout(wanted.within ?? 600_000));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const { kind, key, what } = wanted;
    throw new Error(`${kind.kind} ${key.name}: ${what}: ${why}\n${await describeInstallation(installation)}`, {
      cause: error,
    });
  }
}
