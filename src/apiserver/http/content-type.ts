import type { ApiRequest } from './api-request.ts';
import { headerText } from './header-text.ts';

/** The media type of a body without its parameters. */
export function contentType(request: ApiRequest): string {
  return (headerText(request.headers, 'content-type') || 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
}
