import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TaskIo } from '#capabilities/task-worker.ts';
import { ownArchitecture } from '../architecture.ts';
import { lockFile } from '../cache/lock-file.ts';
import { openWeb } from '../fetch/web.ts';
import type { GoCompiler } from './go-compiler.ts';
import { goPlace } from './go-place.ts';
import { goProxies } from './go-proxies.ts';
import { installGo } from './install-go.ts';
import { pinnedGo } from './pinned-go.ts';

/** Sees that a compiler that comes as a module is there and whole; of several builds that lack it one fetches it. */
export async function ensureGo({ origin }: GoCompiler, cache: string, io: TaskIo): Promise<void> {
  const architecture = ownArchitecture();
  if (origin === 'path' || architecture === undefined) return;
  const place = goPlace(cache, architecture);
  await mkdir(dirname(place.directory), { recursive: true, mode: 0o700 });
  const unlock = await lockFile(`${place.directory}.lock`, 'exclusive', io.signal);
  const web = openWeb({ plainHttp: true });
  try {
    const proxies = goProxies(process.env['GOPROXY']);
    await installGo(place, { hash: pinnedGo.hashes[architecture], proxies, web, io });
  } finally {
    await web.close();
    await unlock();
  }
}
