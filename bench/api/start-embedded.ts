import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { firstObject } from './first-object.ts';
import type { Served } from './served.ts';

/** Starts the embedded API on a store in a folder, fresh or with what is in it. */
export async function startEmbedded(folder: string): Promise<Served> {
  await mkdir(join(folder, 'server'), { recursive: true, mode: 0o700 });
  const pki = createPki(clock);
  const authority = await pki.createAuthority({ commonName: 'bench', validSeconds: 86_400 });
  const issue = (commonName: string, usage: 'server' | 'client', organizations: readonly string[]) =>
    pki.issue({
      authority,
      commonName,
      organizations,
      usages: [usage],
      addresses: ['127.0.0.1'],
      validSeconds: 86_400,
    });
  const [own, admin] = [await issue('slipway', 'server', []), await issue('admin', 'client', ['slipway:admins'])];
  const tls = { certificate: own.certificate, key: own.key, authority: authority.certificate };
  await writeFile(join(folder, 'tls.json'), JSON.stringify(tls), { mode: 0o600 });
  const began = performance.now();
  const worker = new URL('../../src/storage/sqlite/worker.ts', import.meta.url);
  const child = fork(join(import.meta.dirname, 'serve-embedded.ts'), [folder, worker.href], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the embedded API ended before it served');
  });
  const [told] = (await Promise.race([once(child, 'message'), ended])) as [{ readonly port: number }];
  ended.catch(() => undefined);
  const connection = { server: `https://127.0.0.1:${told.port}`, authority: authority.certificate, ...admin };
  await firstObject.store(connection);
  return {
    connection,
    pids: [child.pid ?? 0],
    firstWrite: performance.now() - began,
    eventLoopDelay: async () => {
      child.send('delay');
      const [answer] = (await once(child, 'message')) as [{ readonly delay: number }];
      return answer.delay;
    },
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
