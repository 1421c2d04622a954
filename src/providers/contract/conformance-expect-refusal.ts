import assert from 'node:assert/strict';
import type { ProviderErrorCode } from './provider-error.ts';
import { ProviderError } from './provider-error.ts';

/** Expects a ProviderError with one of the codes, whose message is a sentence. */
export async function expectRefusal(
  call: () => Promise<unknown>,
  ...codes: readonly ProviderErrorCode[]
): Promise<void> {
  await assert.rejects(call, (error) => {
    assert(error instanceof ProviderError, `not a ProviderError: ${String(error)}`);
    assert(codes.includes(error.code), `${error.code} is not one of ${codes.join(', ')}: ${error.message}`);
    assert(error.message.length > 10, `says nothing: ${error.message}`);
    return true;
  });
}
