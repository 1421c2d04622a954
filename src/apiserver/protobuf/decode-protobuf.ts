import { ApiError } from '#api/meta/api-error.ts';
import { decodeMessage } from './decode-message.ts';
import { messages } from './messages.ts';
import { WireReader } from './wire-reader.ts';

const magic = [0x6b, 0x38, 0x73, 0x00] as const;

/** What Kubernetes puts around each message: its type and its bytes. */
const envelope = { 1: ['type', { message: { 1: ['apiVersion', 'string'], 2: ['kind', 'string'] } }] } as const;

/**
 * An object in Kubernetes' protobuf form as JSON. Go clients send Kubernetes' own kinds so without being asked;
 * UnsupportedMediaType for kinds that are not served.
 */
export function decodeProtobuf(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  if (magic.some((byte, index) => bytes[index] !== byte)) {
    throw new ApiError('BadRequest', 'the body does not begin as protobuf of Kubernetes does');
  }
  const whole = bytes.subarray(magic.length);
  const { apiVersion, kind } = (decodeMessage(whole, envelope)['type'] ?? {}) as {
    readonly apiVersion?: string;
    readonly kind?: string;
  };
  const message = messages[`${apiVersion} ${kind}`] ?? messages[`${kind}`];
  if (!message) {
    throw new ApiError(
      'UnsupportedMediaType',
      `objects of ${apiVersion} ${kind} are not read as protobuf; send application/json`,
    );
  }
  return { apiVersion, kind, ...decodeMessage(raw(whole), message) };
}

function raw(whole: Uint8Array): Uint8Array {
  const reader = new WireReader(whole);
  for (let field = reader.next(); field; field = reader.next()) {
    if (field.field === 2 && field.wire === 'bytes') return field.value;
  }
  return new Uint8Array();
}
