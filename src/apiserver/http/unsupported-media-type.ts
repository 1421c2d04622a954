import { ApiError } from '#api/meta/api-error.ts';

/** The refusal of a body in a language that is not spoken here. */
export function unsupportedMediaType(type: string, accepted: readonly string[]): ApiError {
  const message = `the body of the request was in an unknown format (${type}) - accepted media types include: ${accepted.join(', ')}`;
  return new ApiError('UnsupportedMediaType', message);
}
