import { ApiError } from '#api/meta/api-error.ts';
import type { FieldType, Message } from './message.ts';
import { WireReader, type WireValue } from './wire-reader.ts';

type Json = { [name: string]: unknown };

/** A message as the JSON that means the same: empty text and empty messages are left out, bytes are base64. */
export function decodeMessage(bytes: Uint8Array, message: Message): Json {
  const object: Json = {};
  const reader = new WireReader(bytes);
  for (let field = reader.next(); field; field = reader.next()) {
    const known = message[field.field];
    if (known) put(object, known, field);
  }
  return object;
}

function put(object: Json, [name, type]: readonly [string, FieldType], value: WireValue): void {
  if (typeof type === 'object' && 'map' in type) {
    const [key, item] = entryOf(bytesOf(value), type.map);
    const map = (object[name] ?? {}) as Json;
    // Defined and not assigned, so that a key such as __proto__ is a key like any other, which the engine then refuses.
    Object.defineProperty(map, key, { value: item, enumerable: true, configurable: true, writable: true });
    object[name] = map;
  } else if (typeof type === 'object' && 'list' in type) {
    const item = type.list === 'string' ? textOf(value) : decodeMessage(bytesOf(value), type.list);
    object[name] = [...((object[name] ?? []) as unknown[]), item];
  } else {
    const decoded = typeof type === 'object' ? decodeMessage(bytesOf(value), type.message) : scalarOf(type, value);
    if (decoded !== undefined && decoded !== '' && !(typeof type === 'object' && Object.keys(decoded).length === 0))
      object[name] = decoded;
  }
}

function scalarOf(type: FieldType & string, value: WireValue): string | number | boolean | undefined {
  if (type === 'string') return textOf(value);
  if (type === 'bytes') return base64(bytesOf(value));
  if (type === 'integer') return numberOf(value);
  if (type === 'bool') return numberOf(value) !== 0;
  return timeOf(bytesOf(value), type === 'microTime');
}

function timeOf(bytes: Uint8Array, micro: boolean): string | undefined {
  if (bytes.length === 0) return undefined;
  const { seconds = 0, nanos = 0 } = decodeMessage(bytes, { 1: ['seconds', 'integer'], 2: ['nanos', 'integer'] }) as {
    readonly seconds?: number;
    readonly nanos?: number;
  };
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) throw new ApiError('BadRequest', 'the body holds a time that no calendar has');
  const whole = date.toISOString().slice(0, 19);
  return micro ? `${whole}.${String(Math.floor(nanos / 1000)).padStart(6, '0')}Z` : `${whole}Z`;
}

function entryOf(bytes: Uint8Array, type: 'string' | 'bytes'): readonly [string, unknown] {
  const { key, value } = decodeMessage(bytes, { 1: ['key', 'string'], 2: ['value', type] });
  return [typeof key === 'string' ? key : '', value ?? ''];
}

function textOf(value: WireValue): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(value));
  } catch {
    throw new ApiError('BadRequest', 'the body holds text that is not UTF-8');
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

function bytesOf(value: WireValue): Uint8Array {
  if (value.wire === 'bytes') return value.value;
  throw new ApiError('BadRequest', 'the body is not protobuf as Kubernetes writes it: a field has another type');
}

function numberOf(value: WireValue): number {
  if (value.wire === 'number') return value.value;
  throw new ApiError('BadRequest', 'the body is not protobuf as Kubernetes writes it: a field has another type');
}
