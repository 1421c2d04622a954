import { translateEngineError } from './translate-engine-error.ts';

/** Awaits a call to the engine; its refusal becomes a ProviderError that starts with `what`. */
export async function askEngine<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translateEngineError(error, what);
  }
}
