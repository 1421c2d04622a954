import type { ApiRequest } from '../http/api-request.ts';
import { headerText } from '../http/header-text.ts';
import { type Format, negotiate } from '../http/negotiate.ts';

const conversions = [
  { as: 'Table', group: 'meta.k8s.io', version: 'v1' },
  { as: 'PartialObjectMetadata', group: 'meta.k8s.io', version: 'v1' },
  { as: 'PartialObjectMetadataList', group: 'meta.k8s.io', version: 'v1' },
] as const;

/** The form in which the client wants objects. */
export function objectFormat(request: ApiRequest): Format {
  return negotiate(headerText(request.headers, 'accept'), conversions);
}
