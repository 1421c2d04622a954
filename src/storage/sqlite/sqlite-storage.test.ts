import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storageConformance } from '../conformance.ts';
import { openSqliteStorage } from './open-sqlite-storage.ts';

storageConformance({
  name: 'SqliteStorage',
  open: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'slipway-storage-'));
    const storage = await openSqliteStorage({ directory: join(directory, 'store') });
    return {
      storage,
      dispose: async () => {
        await storage.close();
        await rm(directory, { recursive: true });
      },
    };
  },
});
