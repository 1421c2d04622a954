import { existsSync, fstatSync, mkdirSync, openSync, readSync, watch } from 'node:fs';
import { dirname } from 'node:path';

function numberOf(line: string): number {
  const value: unknown = JSON.parse(line);
  return typeof value === 'object' && value !== null && 'sequence' in value && typeof value.sequence === 'number'
    ? value.sequence
    : 0;
}

/** Calls `print` with each whole line as it is written and with those already there, if their number is above `after`. */
function lineReader(path: string, after: number, print: (line: string) => void): () => void {
  let file: number | undefined;
  let position = 0;
  let rest = Buffer.alloc(0);
  const chunk = Buffer.alloc(64 * 1024);
  return () => {
    if (file === undefined) {
      if (!existsSync(path)) return;
      file = openSync(path, 'r');
    }
    for (
      let count = readSync(file, chunk, 0, chunk.length, position);
      count > 0;
      count = readSync(file, chunk, 0, chunk.length, position)
    ) {
      position += count;
      rest = Buffer.concat([rest, chunk.subarray(0, count)]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        const line = rest.subarray(0, end).toString('utf8');
        rest = rest.subarray(end + 1);
        if (numberOf(line) > after) print(line);
      }
    }
  };
}

/**
 * An engine kills no program whose reader went away, and a quiet journal would never notice by itself: each reader that was
 * killed would leave a process and an inotify instance behind. A pipe as standard input ends with the reader.
 */
function endWithReader(): void {
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.on('end', () => process.exit(0)).resume();
}

/** Prints a journal's entries with numbers above `after`; with `follow` it goes on for as long as the program runs. */
export function followJournal(path: string, options: { readonly after: number; readonly follow: boolean }): void {
  const read = lineReader(path, options.after, (line) => process.stdout.write(`${line}\n`));
  if (options.follow) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    watch(dirname(path), read);
    endWithReader();
  }
  read();
}
