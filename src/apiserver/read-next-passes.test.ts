import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ApiError } from '#api/meta/api-error.ts';
import { startServer, type TestServer } from './testing/start-server.ts';

let server: TestServer;
afterEach(() => server.close());

test('the next passes of an object, with and without a namespace, are told with what wakes them', async () => {
  const asked: unknown[] = [];
  server = await startServer([], {
    nextPasses: (plural, key) => {
      asked.push([plural, key.namespace, key.name]);
      return [
        {
          controller: 'a',
          at: 0,
          wokenBy: [
            { by: 'object', what: 'any' },
            { by: 'time', at: 0 },
          ],
        },
        { controller: 'b', at: undefined, wokenBy: [] },
      ];
    },
  });
  const client = await server.client();
  assert.deepEqual(await client.read('/slipway/v1alpha1/namespaces/default/machines/first/next'), {
    passes: [
      {
        controller: 'a',
        at: '1970-01-01T00:00:00Z',
        wokenBy: ['a change of any of its objects', 'the time 1970-01-01T00:00:00Z'],
      },
      { controller: 'b', wokenBy: [] },
    ],
  });
  await client.read('/slipway/v1alpha1/machineimages/v1/next');
  assert.deepEqual(asked, [
    ['machines', 'default', 'first'],
    ['machineimages', undefined, 'v1'],
  ]);
  const missing = (error: unknown) => error instanceof ApiError && error.reason === 'NotFound';
  await assert.rejects(client.read('/slipway/v1alpha1/machineimages/next'), missing);
  const stranger = await server.client('nobody', []);
  await assert.rejects(
    stranger.read('/slipway/v1alpha1/machineimages/v1/next'),
    (error) => error instanceof ApiError && error.reason === 'Forbidden',
  );
});
