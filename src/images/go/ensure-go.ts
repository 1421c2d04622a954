import type { TaskIo } from '#capabilities/task-worker.ts';
import { ownArchitecture } from '../architecture.ts';
import { openWeb } from '../fetch/web.ts';
import type { GoCompiler } from './go-compiler.ts';
import { goPlace } from './go-place.ts';
import { goProxies } from './go-proxies.ts';
import { installGo } from './install-go.ts';
import { pinnedGo } from './pinned-go.ts';

/** Sees that a compiler that comes as a module is there and whole. Call with the cache's lock held. */
export async function ensureGo({ origin }: GoCompiler, cache: string, io: TaskIo): Promise<void> {
  const architecture = ownArchitecture();
  if (origin === 'path' || architecture === undefined) return;
  const web = openWeb({ plainHttp: true });
  try {
    const proxies = goProxies(process.env['GOPROXY']);
    await installGo(goPlace(cache, architecture), { hash: pinnedGo.hashes[architecture], proxies, web, io });
  } finally {
    await web.close();
  }
}
