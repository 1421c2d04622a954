import { StringDecoder } from 'node:string_decoder';

/** Gives the complete lines in each chunk; `rest` gives what came after the last line end, undefined when nothing did. */
export interface LineSplitter {
  take(bytes: Uint8Array): readonly string[];
  rest(): string | undefined;
}

export function createLineSplitter(): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  return {
    take: (bytes) => {
      const lines = (begun + decoder.write(bytes)).split('\n');
      begun = lines.pop() ?? '';
      return lines;
    },
    rest: () => {
      const last = begun + decoder.end();
      begun = '';
      return last === '' ? undefined : last;
    },
  };
}
