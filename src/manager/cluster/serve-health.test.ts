import assert from 'node:assert/strict';
import { get } from 'node:https';
import { after, before, describe, it } from 'node:test';
import type { Verdict } from '#kube/review-reader.ts';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { type HealthServer, serveHealth } from './serve-health.ts';

describe('health and metrics of a manager', () => {
  let server: HealthServer;
  let ready = false;
  const asked: string[] = [];
  const known: { readonly [token: string]: Verdict } = { scraper: 'allowed', guest: 'forbidden' };
  let review = async (token: string): Promise<Verdict> => known[token] ?? 'unknown';

  before(async () => {
    server = await serveHealth({
      address: { host: '127.0.0.1', port: 0 },
      pki: createPki(clock),
      metrics: { contentType: 'text/plain; version=0.0.4', text: async () => 'slipway_passes_total 1\n' },
      ready: () => ready,
      mayGet: (token, path) => {
        asked.push(path);
        return review(token);
      },
    });
  });
  after(() => server.close());

  /** As the kubelet asks: nobody vouches for the certificate. */
  const ask = (path: string, authorization?: string) =>
    new Promise<readonly [number | undefined, string]>((resolve, reject) => {
      const headers = authorization === undefined ? {} : { authorization };
      get(
        { host: '127.0.0.1', port: server.port, path, headers, rejectUnauthorized: false, agent: false },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('end', () => resolve([response.statusCode, text]));
        },
      ).on('error', reject);
    });

  it('say to everybody whether it is well, and nothing else', async () => {
    assert.deepEqual(await ask('/healthz'), [200, 'ok']);
    assert.deepEqual(await ask('/readyz'), [503, 'not ready\n']);
    ready = true;
    assert.deepEqual(await ask('/readyz?verbose'), [200, 'ok']);
    assert.deepEqual(await ask('/'), [404, 'not found\n']);
  });

  it('give numbers only to whom the cluster lets get them', async () => {
    assert.equal((await ask('/metrics'))[0], 401);
    assert.equal((await ask('/metrics', 'Basic scraper'))[0], 401);
    assert.equal((await ask('/metrics', 'Bearer nobody'))[0], 401);
    assert.equal((await ask('/metrics', 'Bearer guest'))[0], 403);
    assert.deepEqual(await ask('/metrics', 'Bearer scraper'), [200, 'slipway_passes_total 1\n']);
    assert.deepEqual(new Set(asked), new Set(['/metrics']));
  });

  it('ask the cluster for a few strangers at a time only', async () => {
    const open = Promise.withResolvers<Verdict>();
    const arrived = Promise.withResolvers<void>();
    let reviews = 0;
    review = () => {
      reviews += 1;
      if (reviews === 4) arrived.resolve();
      return open.promise;
    };
    const four = ['a', 'b', 'c', 'd'].map((token) => ask('/metrics', `Bearer ${token}`));
    await arrived.promise;
    assert.equal((await ask('/metrics', 'Bearer e'))[0], 503);
    open.resolve('unknown');
    assert.deepEqual(
      (await Promise.all(four)).map(([status]) => status),
      [401, 401, 401, 401],
    );
    review = () => Promise.reject(new Error('the API server is away'));
    assert.equal((await ask('/metrics', 'Bearer f'))[0], 503);
  });
});
