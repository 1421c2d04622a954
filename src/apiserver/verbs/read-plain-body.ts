import type { ApiRequest } from '../http/api-request.ts';
import { contentType } from '../http/content-type.ts';
import { decodeBody } from '../http/decode-body.ts';
import { unsupportedMediaType } from '../http/unsupported-media-type.ts';

/** Reads the body as JSON or YAML, as its content type says; UnsupportedMediaType for everything else. */
export async function readPlainBody(request: ApiRequest): Promise<unknown> {
  const type = contentType(request);
  if (type === 'application/json') return decodeBody(await request.body(), 'json');
  if (type === 'application/yaml') return decodeBody(await request.body(), 'yaml');
  throw unsupportedMediaType(type, ['application/json', 'application/yaml']);
}
