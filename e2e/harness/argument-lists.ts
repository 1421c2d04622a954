import { readdir, readFile } from 'node:fs/promises';

const intervalMilliseconds = 250;

/** The argument lists of all processes of this host, those inside machines included, gathered while something happens. */
export interface ArgumentLists {
  readonly seen: ReadonlySet<string>;
  stop(): void;
}

async function look(into: Set<string>): Promise<void> {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    // A process may end between being listed and being read.
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (text !== '') into.add(text.replaceAll('\0', ' '));
  }
}

/** Looks again and again until stopped: `ps` shows only what runs at one moment. */
export function watchArgumentLists(): ArgumentLists {
  const seen = new Set<string>();
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look(seen).finally(() => (looking = false));
  }, intervalMilliseconds);
  return { seen, stop: () => clearInterval(timer) };
}
