import type { Outcome } from '#base/outcome.ts';
import { failureOutcome } from './failure-outcome.ts';

/** What a scope holds of something outside: what was read, or why it could not be. */
export type Reading<T> =
  | { readonly read: T; readonly failure?: undefined }
  | { readonly failure: Outcome; readonly read?: undefined };

/** Reads; a refusal of the closed sets becomes a value, a surprise is thrown on. */
export async function readOrFailure<T>(read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { read: await read() };
  } catch (error) {
    const failure = failureOutcome(error);
    if (failure) return { failure };
    throw error;
  }
}
