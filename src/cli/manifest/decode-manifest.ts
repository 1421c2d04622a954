import type { Problem } from './problem.ts';

/** Many times what all clusters of a large installation need; what is larger was not written by a person. */
const limit = 4 * 1024 * 1024;

function refuse(file: string, message: string, before = ''): Problem {
  const lines = before.split('\n');
  return { file, position: { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }, field: '', message };
}

function isText(bytes: Uint8Array): boolean {
  try {
    // As in a stream: a letter that the end divides is not wrong yet.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Control characters but tab, line feed and carriage return: YAML has none of them. */
function isForbidden(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  return (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || code === 0x7f;
}

/** The longest beginning that is UTF-8. */
function readableBeginning(bytes: Uint8Array): string {
  let readable = 0;
  let tooLong = bytes.length;
  while (tooLong - readable > 1) {
    const middle = Math.floor((readable + tooLong) / 2);
    if (isText(bytes.subarray(0, middle))) readable = middle;
    else tooLong = middle;
  }
  return new TextDecoder().decode(bytes.subarray(0, readable), { stream: true });
}

/** What is wrong with a file of so many bytes, if anything; to be asked before it is read. */
function sizeProblem(file: string, bytes: number): Problem | undefined {
  if (bytes <= limit) return undefined;
  const size = Math.round(bytes / 1024 / 1024);
  return refuse(file, `is ${size} MiB large: a file of manifests has 4 MiB at most; divide it`);
}

/** The bytes of a file as text, without a byte order mark; or what is wrong with them. */
function text(file: string, bytes: Uint8Array): string | Problem {
  const tooLarge = sizeProblem(file, bytes.length);
  if (tooLarge) return tooLarge;
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refuse(file, 'is written in UTF-16: save it as UTF-8');
  }
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const at = Array.from(decoded).findIndex(isForbidden);
    if (at < 0) return decoded;
    return refuse(file, 'a control character stands here: remove it', Array.from(decoded).slice(0, at).join(''));
  } catch {
    return refuse(file, 'is no UTF-8 from here on: save the file as UTF-8', readableBeginning(bytes));
  }
}

export const decodeManifest = { sizeProblem, text };
