const SURROGATE = /[\ud800-\udfff]/;
const SURROGATE_LEAD_BYTE = 0xed;

/**
 * A key as bytes whose order is the code-unit order of the key. UTF-8 orders by code point, which differs once surrogates
 * appear; here each surrogate is written by itself in three bytes (as CESU-8 does), so lone ones survive as well.
 * A prefix of a key is a prefix of its bytes.
 */
export function keyToBytes(key: string): Uint8Array {
  if (!SURROGATE.test(key)) {
    return Buffer.from(key, 'utf8');
  }
  const bytes: number[] = [];
  for (let index = 0; index < key.length; index += 1) {
    const unit = key.charCodeAt(index);
    if (unit < 0x80) {
      bytes.push(unit);
    } else if (unit < 0x800) {
      bytes.push(0xc0 | (unit >> 6), 0x80 | (unit & 0x3f));
    } else {
      bytes.push(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
    }
  }
  return Uint8Array.from(bytes);
}

/** The key that {@link keyToBytes} wrote. */
export function keyFromBytes(bytes: Uint8Array): string {
  if (!bytes.includes(SURROGATE_LEAD_BYTE)) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  }
  let key = '';
  for (let index = 0; index < bytes.length; ) {
    const lead = bytes[index] as number;
    const second = (bytes[index + 1] ?? 0) & 0x3f;
    const third = (bytes[index + 2] ?? 0) & 0x3f;
    if (lead < 0x80) {
      key += String.fromCharCode(lead);
      index += 1;
    } else if (lead < 0xe0) {
      key += String.fromCharCode(((lead & 0x1f) << 6) | second);
      index += 2;
    } else {
      key += String.fromCharCode(((lead & 0x0f) << 12) | (second << 6) | third);
      index += 3;
    }
  }
  return key;
}
