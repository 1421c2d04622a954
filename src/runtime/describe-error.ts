import { ApiError } from '#api/meta/api-error.ts';

/** A thrown error as a condition's reason and message; errors of closed sets keep their code. */
export function describeError(error: unknown): { readonly reason: string; readonly message: string } {
  if (error instanceof ApiError) {
    return { reason: `Api${error.reason}`, message: error.message };
  }
  if (error instanceof Error) {
    const code =
      'code' in error && typeof error.code === 'string' && error.name === 'ProviderError'
        ? `Provider${error.code}`
        : error.name;
    return { reason: /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/.test(code) ? code : 'Error', message: error.message };
  }
  return { reason: 'Error', message: String(error) };
}
