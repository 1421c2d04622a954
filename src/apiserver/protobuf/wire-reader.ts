import { ApiError } from '#api/meta/api-error.ts';

/** One field as it stands in a message: a number, or bytes. */
export type WireValue =
  | { readonly wire: 'number'; readonly value: number }
  | { readonly wire: 'bytes'; readonly value: Uint8Array };

/** Reads the fields of one protobuf message in order; BadRequest when they run past its end. */
export class WireReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next field with its number, or undefined at the end. */
  next(): (WireValue & { readonly field: number }) | undefined {
    if (this.#at >= this.#bytes.length) return undefined;
    const tag = Number(this.#varint());
    const field = Math.floor(tag / 8);
    const type = tag % 8;
    if (type === 0) return { field, wire: 'number', value: Number(BigInt.asIntN(64, this.#varint())) };
    if (type === 1) return { field, wire: 'bytes', value: this.#take(8) };
    if (type === 5) return { field, wire: 'bytes', value: this.#take(4) };
    if (type === 2) return { field, wire: 'bytes', value: this.#take(Number(this.#varint())) };
    throw damaged();
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw damaged();
      this.#at++;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw damaged();
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw damaged();
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

function damaged(): ApiError {
  return new ApiError('BadRequest', 'the body is not protobuf as Kubernetes writes it: a field runs past its end');
}
