import type Dockerode from 'dockerode';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { translateEngineError } from './translate-engine-error.ts';

/** The two `taken` mean that the chosen address or the published port was given to another meanwhile: choose anew. */
export type StartResult = 'started' | 'address-taken' | 'port-taken';

/** Starts a container; one that runs already counts as started. */
export async function startContainer(engine: Dockerode, id: string): Promise<StartResult> {
  try {
    await engine.getContainer(id).start();
    return 'started';
  } catch (error) {
    if (isAlreadyStarted(error)) return 'started';
    const refusal = translateEngineError(error, 'Starting a container');
    if (/port is already allocated|bind: address already in use|failed to bind/i.test(refusal.message))
      return 'port-taken';
    if (/address already in use|already allocated/i.test(refusal.message)) return 'address-taken';
    throw refusal.code === 'Invalid' ? new ProviderError('Unavailable', refusal.message, { cause: error }) : refusal;
  }
}

function isAlreadyStarted(error: unknown): boolean {
  return error instanceof Error && 'statusCode' in error && error.statusCode === 304;
}
