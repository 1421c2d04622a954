import type { Readable } from 'node:stream';

const newline = 0x0a;

/** Reads a stream line by line, pulling: nothing is taken from the socket while nobody asks. */
export class LineReader {
  readonly #stream: Readable;
  #rest: Buffer[] = [];
  #failure: unknown;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(stream: Readable) {
    this.#stream = stream;
    const wake = () => this.#wake?.();
    const end = () => {
      this.#ended = true;
      wake();
    };
    stream.on('readable', wake).on('end', end).on('close', end);
    stream.on('error', (error) => {
      this.#failure = error;
      end();
    });
  }

  /** What broke the stream off, when it did not end by itself. */
  get failure(): unknown {
    return this.#failure;
  }

  /** At least one whole line and all that are there; an empty list when the stream has ended. A last line without its end is dropped. */
  async next(): Promise<readonly string[]> {
    for (;;) {
      const lines = this.#take();
      if (lines.length > 0) return lines;
      if (this.#ended) return [];
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #take(): readonly string[] {
    const lines: string[] = [];
    for (let chunk = this.#read(); chunk !== null; chunk = this.#read()) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        const line = [...this.#rest, chunk.subarray(start, end)];
        this.#rest = [];
        start = end + 1;
        const text = Buffer.concat(line).toString('utf8');
        if (text.trim() !== '') lines.push(text);
      }
      if (start < chunk.length) this.#rest.push(chunk.subarray(start));
    }
    return lines;
  }

  #read(): Buffer | null {
    return this.#stream.destroyed ? null : (this.#stream.read() as Buffer | null);
  }
}
