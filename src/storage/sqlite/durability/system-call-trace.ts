/** What a process did to files, in the order it happened. A sync has a start, which says what it covers, and an end, when that is safe. */
export type FileEvent =
  | { readonly type: 'create' | 'remove' | 'sync-start' | 'sync-end'; readonly path: string }
  | { readonly type: 'write'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly type: 'truncate'; readonly path: string; readonly size: number }
  /** Data appended to a file whose position the trace does not show. */
  | { readonly type: 'append'; readonly path: string; readonly data: Buffer };

/** What strace has to watch for {@link parseTrace} to miss nothing that changes a file. */
export const TRACED_CALLS = [
  'openat,open,creat,mkdir,mkdirat,pwrite64,pwritev,pwritev2,write,writev,ftruncate,truncate,fallocate,copy_file_range',
  'fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,link,linkat',
].join(',');

interface SystemCall {
  readonly name: string;
  readonly text: string;
}

function unescape(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}

function quoted(text: string): Buffer[] {
  return [...text.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => unescape(match[1] ?? ''));
}

/** The path of a call's first descriptor, as `strace -y` shows it. */
function descriptorPath(text: string): string {
  const shown = /^\w+\(\d+<([^>]*)>/.exec(text)?.[1] ?? '';
  return shown.includes('\\x') ? unescape(shown).toString() : shown;
}

function namedPath(text: string): string {
  return quoted(text)[0]?.toString() ?? '';
}

function result(text: string): number {
  return Number(/ = (-?\d+)/.exec(text.slice(text.lastIndexOf(')')))?.[1] ?? Number.NaN);
}

/** The last argument: an offset or a size. */
function lastNumber(text: string): number {
  const inside = text.slice(0, text.lastIndexOf(')')).trimEnd();
  const number = /, (\d+)$/.exec(inside)?.[1];
  if (number === undefined) {
    throw new Error(`the trace has a call without a number at its end: ${inside.slice(-200)}`);
  }
  return Number(number);
}

function finishedEvent(call: SystemCall): FileEvent | undefined {
  const { name, text } = call;
  switch (name) {
    case 'open':
    case 'openat':
    case 'creat':
      return text.includes('O_CREAT') ? { type: 'create', path: namedPath(text) } : undefined;
    case 'mkdir':
    case 'mkdirat':
      return { type: 'create', path: namedPath(text) };
    case 'unlink':
    case 'unlinkat':
      return { type: 'remove', path: namedPath(text) };
    case 'pwrite64': {
      const data = quoted(text)[0] ?? Buffer.alloc(0);
      if (data.length !== result(text)) {
        throw new Error(`the trace shows ${data.length} bytes of a write of ${result(text)}`);
      }
      return { type: 'write', path: descriptorPath(text), offset: lastNumber(text), data };
    }
    case 'ftruncate':
      return { type: 'truncate', path: descriptorPath(text), size: lastNumber(text) };
    case 'fsync':
    case 'fdatasync':
      return { type: 'sync-end', path: descriptorPath(text) };
    default:
      return undefined;
  }
}

/** An acknowledgement counts from when its call starts: that is the moment by which the data must be safe. */
function startedEvent(call: SystemCall): FileEvent | undefined {
  const { name, text } = call;
  if (name === 'write') {
    return { type: 'append', path: descriptorPath(text), data: quoted(text)[0] ?? Buffer.alloc(0) };
  }
  return name === 'fsync' || name === 'fdatasync' ? { type: 'sync-start', path: descriptorPath(text) } : undefined;
}

const UNDERSTOOD = new Set([
  'open',
  'openat',
  'creat',
  'mkdir',
  'mkdirat',
  'unlink',
  'unlinkat',
  'pwrite64',
  'ftruncate',
  'fsync',
  'fdatasync',
  'write',
]);

/**
 * Reads the output of `strace -f -y -xx -s <large> -e trace=TRACED_CALLS`.
 * @param directory only calls that name a path in it are of interest, and among those each must be understood.
 */
export function parseTrace(trace: string, directory: string): readonly FileEvent[] {
  const events: FileEvent[] = [];
  const unfinished = new Map<string, string>();
  const hexDirectory = [...Buffer.from(directory)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  const add = (event: FileEvent | undefined): void => {
    if (event !== undefined) {
      events.push(event);
    }
  };
  for (const line of trace.split('\n')) {
    const [, thread, text] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (thread === undefined || text === undefined) {
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(text)?.[0];
    const whole = resumed === undefined ? text : (unfinished.get(thread) ?? '') + text.slice(resumed.length);
    const starts = text.endsWith('<unfinished ...>');
    const call = { name: /^\w+/.exec(whole)?.[0] ?? '', text: starts ? whole.slice(0, whole.lastIndexOf('<')) : whole };
    if (starts) {
      unfinished.set(thread, call.text);
    }
    if (!whole.includes(directory) && !whole.includes(hexDirectory)) {
      continue;
    }
    if (!UNDERSTOOD.has(call.name)) {
      throw new Error(`the trace has a call that the disk model does not know: ${whole.slice(0, 200)}`);
    }
    if (resumed === undefined) {
      add(startedEvent(call));
    }
    if (!starts && result(call.text) >= 0) {
      add(finishedEvent(call));
    }
  }
  return events;
}
