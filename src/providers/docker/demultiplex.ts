export interface OutputPart {
  readonly channel: 'output' | 'errors';
  readonly bytes: Uint8Array;
}

const headerLength = 8;

/**
 * Takes apart what the engine sends for a command without a terminal: frames of a header (channel, three zeros,
 * length in four bytes) and content. Frames and chunks need not coincide.
 */
export async function* demultiplex(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<OutputPart> {
  let header = Buffer.alloc(0);
  let left = 0;
  let channel: OutputPart['channel'] = 'output';
  for await (const chunk of chunks) {
    let rest: Uint8Array = chunk;
    while (rest.length > 0) {
      if (left > 0) {
        const bytes = rest.subarray(0, left);
        left -= bytes.length;
        rest = rest.subarray(bytes.length);
        yield { channel, bytes };
        continue;
      }
      const missing = headerLength - header.length;
      header = Buffer.concat([header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (header.length < headerLength) continue;
      channel = header[0] === 2 ? 'errors' : 'output';
      left = header.readUInt32BE(4);
      header = Buffer.alloc(0);
    }
  }
}
