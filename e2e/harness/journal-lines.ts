import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { JournalEntry } from '#domain/host/journal-entry.ts';

/** The journal of a machine's present life. */
export interface JournalLines {
  /** Resolves when the machine or the reading ended. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** Reads a machine's journal from its first entry and goes on as it is written. */
export function followJournalLines(
  container: { readonly id: string },
  told: (entry: JournalEntry) => void,
): JournalLines {
  const command = ['exec', '--interactive', container.id, 'slipway-host', 'journal', '--follow'];
  const child = spawn('docker', command, { stdio: ['pipe', 'pipe', 'ignore'] });
  // The host utility stops following when its standard input ends; writing to one that is gone matters to nobody.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (text) => told(JSON.parse(text) as JournalEntry));
  return {
    ended: new Promise((resolve) => child.once('close', () => resolve())),
    stop: () => {
      child.kill();
    },
  };
}
