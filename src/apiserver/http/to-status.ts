import { ApiError } from '#api/meta/api-error.ts';

/** An error as kube-apiserver tells it: a `metav1.Status`. What is no ApiError is told without its text, which may hold anything. */
export function toStatus(error: unknown): { readonly code: number; readonly [field: string]: unknown } {
  const failure =
    error instanceof ApiError
      ? error
      : new ApiError('InternalError', 'the server failed at this request; its log says why');
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: failure.message,
    reason: failure.reason,
    ...(Object.keys(failure.details).length === 0 ? {} : { details: failure.details }),
    code: failure.code,
  };
}
