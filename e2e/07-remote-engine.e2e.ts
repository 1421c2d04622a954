import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import { dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hostRoutes } from './harness/host-routes.ts';
import { createPrivateEngine, type PrivateEngine } from './harness/private-engine.ts';

async function ask({ address, port }: PrivateEngine, options: RequestOptions): Promise<number | undefined> {
  const [answer] = (await once(get({ host: address, port, path: '/_ping', agent: false, ...options }), 'response')) as [
    IncomingMessage,
  ];
  answer.resume();
  return answer.statusCode;
}

describe('an engine on another host', () => {
  let engine: PrivateEngine;
  let routes: readonly string[];

  before(async () => {
    routes = await hostRoutes();
    engine = await createPrivateEngine();
  });

  after(async () => {
    await engine?.remove();
  });

  it('answers only to those who have its client certificate', async () => {
    const { authority: ca, certificate: cert, key } = engine.tls;
    assert.equal(await ask(engine, { ca, cert, key }), 200);
    await assert.rejects(ask(engine, { ca }), /(bad certificate|certificate required)/);
  });

  it('comes back with its networks after it was killed', async () => {
    await engine.docker(['network', 'create', 'kept']);
    await engine.end('SIGKILL');
    await assert.rejects(engine.docker(['version']));
    await engine.start();
    assert.match(await engine.docker(['network', 'ls', '--format', '{{.Name}}']), /^kept$/m);
  });

  it('goes with its host without a trace', async () => {
    await engine.remove();
    assert.equal(existsSync(dirname(engine.socket)), false);
    assert.deepEqual(await hostRoutes(), routes);
  });
});
