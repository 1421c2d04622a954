// The process that durability is tried on: it writes as fast as it can and tells of each write once it is acknowledged.
import { openSync, writeSync } from 'node:fs';
import type { Storage } from '../../storage.ts';
import { openSqliteStorage } from '../open-sqlite-storage.ts';
import { formatAcknowledgement, valueOf } from './acknowledged-write.ts';
import type { WriterOptions } from './writer-options.ts';

const KEYS_OF_A_LANE = 5;
const WRITES_BETWEEN_COMPACTIONS = 40;
const REVISIONS_KEPT = 20;

const options = JSON.parse(process.argv[2] ?? '') as WriterOptions;
const output = options.acknowledgements === undefined ? undefined : openSync(options.acknowledgements, 'a', 0o600);
let nextValue = options.firstValue;

async function acknowledge(line: string): Promise<void> {
  if (output === undefined) {
    // Until the kernel has it: where a reader is slow, a line that only waits in this process is lost with it.
    await new Promise<void>((resolve) => process.stdout.write(line, () => resolve()));
  } else {
    writeSync(output, line);
  }
}

async function writeOnce(storage: Storage, lane: number, name: number): Promise<void> {
  const key = `lane-${lane}/key-${name % KEYS_OF_A_LANE}`;
  const present = await storage.get(key);
  const expected = present?.version ?? 0;
  const deletes = present !== undefined && name % 4 === 0;
  const result = deletes
    ? await storage.delete(key, expected)
    : await storage.put({ key, value: valueOf(name), expected });
  if (!result.ok) {
    throw new Error(`nobody else writes ${key}, but its version changed`);
  }
  await acknowledge(formatAcknowledgement({ revision: result.revision, key, value: deletes ? undefined : name }));
  if (name % WRITES_BETWEEN_COMPACTIONS === 0) {
    await storage.compact(Math.max(0, result.revision - REVISIONS_KEPT));
  }
}

for (const writes of options.sessions) {
  const storage = await openSqliteStorage({ directory: options.directory, durability: options.durability });
  const end = nextValue + writes;
  const lanes = Array.from({ length: options.lanes }, async (_, lane) => {
    while (nextValue < end) {
      const name = nextValue;
      nextValue += 1;
      await writeOnce(storage, lane, name);
    }
  });
  await Promise.all(lanes);
  await storage.close();
}
