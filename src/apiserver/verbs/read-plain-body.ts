import type { ApiRequest } from '../http/api-request.ts';
import { contentType } from '../http/content-type.ts';
import { decodeBody, type OnDuplicate } from '../http/decode-body.ts';
import { unsupportedMediaType } from '../http/unsupported-media-type.ts';
import { decodeProtobuf } from '../protobuf/decode-protobuf.ts';

/** Reads the body as JSON, YAML or Kubernetes' protobuf, as its content type says; UnsupportedMediaType for everything else. */
export async function readPlainBody(request: ApiRequest, onDuplicate?: OnDuplicate): Promise<unknown> {
  const type = contentType(request);
  if (type === 'application/json') return decodeBody(await request.body(), 'json', onDuplicate);
  if (type === 'application/yaml') return decodeBody(await request.body(), 'yaml', onDuplicate);
  if (type === 'application/vnd.kubernetes.protobuf') return decodeProtobuf(await request.body());
  throw unsupportedMediaType(type, ['application/json', 'application/yaml']);
}
