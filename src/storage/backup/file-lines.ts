import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 20;
const newline = 0x0a;

/** The lines of a file, one after the other; a last line without its end is not one. */
export function* fileLines(path: string): Generator<string> {
  const descriptor = openSync(path, 'r');
  try {
    let rest: Buffer[] = [];
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const count = readSync(descriptor, chunk, 0, chunkBytes, null);
      if (count === 0) return;
      let start = 0;
      const read = chunk.subarray(0, count);
      for (let end = read.indexOf(newline); end >= 0; end = read.indexOf(newline, start)) {
        yield Buffer.concat([...rest, read.subarray(start, end)]).toString('utf8');
        rest = [];
        start = end + 1;
      }
      rest.push(read.subarray(start));
    }
  } finally {
    closeSync(descriptor);
  }
}
