import { ProviderError } from '#providers/contract/provider-error.ts';

/** What the call gives, or undefined when the thing asked about is not there. */
export async function unlessAbsent<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'NotFound') return undefined;
    throw error;
  }
}
