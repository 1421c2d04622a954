import { ApiError } from '#api/meta/api-error.ts';
import type { Outcome } from '#base/outcome.ts';
import { WorkloadUnreachable } from '#capabilities/workload-clusters.ts';
import { ProviderError, type ProviderErrorCode } from '#providers/contract/provider-error.ts';

/** Retried by themselves: the cause may go without anybody acting. The rest needs a person. */
const passing: ReadonlySet<ProviderErrorCode> = new Set([
  'NoCapacity',
  'Quota',
  'RateLimited',
  'Unavailable',
  'NotFound',
]);

/** Ten seconds: long enough not to hammer a provider that is down, short enough for a person who watches. */
const retryMilliseconds = 10_000;

/** What a refusal of the closed sets of errors means for a pass; undefined for a surprise, which is to be thrown on. */
export function failureOutcome(error: unknown): Outcome | undefined {
  if (error instanceof ProviderError) {
    if (!passing.has(error.code)) return { outcome: 'stall', reason: `Provider${error.code}`, message: error.message };
    const atMostMilliseconds = error.retryAfterMilliseconds ?? retryMilliseconds;
    return {
      outcome: 'wait',
      reason: `Provider${error.code}`,
      message: error.message,
      wokenBy: [{ by: 'provider' }],
      atMostMilliseconds,
    };
  }
  if (error instanceof WorkloadUnreachable) {
    return {
      outcome: 'wait',
      reason: 'ClusterUnreachable',
      message: error.message,
      wokenBy: [{ by: 'remote', what: 'any' }],
      atMostMilliseconds: retryMilliseconds,
    };
  }
  if (error instanceof ApiError && error.reason === 'Conflict') {
    return {
      outcome: 'wait',
      reason: 'Conflict',
      message: error.message,
      wokenBy: [{ by: 'object', what: 'any' }],
      atMostMilliseconds: 1_000,
    };
  }
  return undefined;
}
