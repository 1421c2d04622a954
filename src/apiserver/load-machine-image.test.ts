import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ApiError } from '#api/meta/api-error.ts';
import type { MachineImportRequest } from '#capabilities/machine-imports.ts';
import { rawRequest } from './testing/raw-request.ts';
import { startServer, type TestServer } from './testing/start-server.ts';

const path = '/slipway/v1alpha1/namespaces/default/machines/first-workers-1/images';
/** More than any object may have. */
const pieces = 64;
const pieceBytes = 1 << 18;

async function* archive(): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < pieces; piece++) yield new Uint8Array(pieceBytes).fill(piece);
}

describe("an image for a machine's runtime", () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('arrives whole, however large it is, at the machine that is named', async () => {
    const seen: { namespace: string; name: string; bytes: number; sum: number }[] = [];
    const load = async ({ namespace, name, archive: sent }: MachineImportRequest) => {
      let [bytes, sum] = [0, 0];
      for await (const part of sent) {
        bytes += part.length;
        sum += part.reduce((total, byte) => total + byte, 0);
      }
      seen.push({ namespace, name, bytes, sum });
    };
    server = await startServer([], { machineImports: { load } });
    const client = await server.client();
    const answer = await client.send(path, { contentType: 'application/x-tar', bytes: archive() });
    assert.deepEqual(answer, { apiVersion: 'v1', kind: 'Status', metadata: {}, status: 'Success' });
    const sum = (pieceBytes * pieces * (pieces - 1)) / 2;
    assert.deepEqual(seen, [{ namespace: 'default', name: 'first-workers-1', bytes: pieces * pieceBytes, sum }]);
  });

  it('is refused with the reason of the machine, and whoever may not write', async () => {
    const load = async ({ archive: sent }: MachineImportRequest) => {
      for await (const _ of sent);
      throw new ApiError('BadRequest', 'the container runtime does not take the image: no tar');
    };
    server = await startServer([], { machineImports: { load } });
    const connection = await server.connection();
    const refused = await rawRequest(connection, `POST ${path}`, { body: 'no tar' });
    assert.equal(refused.status, 400);
    assert.match(refused.text, /does not take the image: no tar/);
    const viewer = await server.connection('viewer', ['slipway:viewers']);
    assert.equal((await rawRequest(viewer, `POST ${path}`, { body: 'x' })).status, 403);
    assert.equal((await rawRequest(connection, `POST ${path}/more`, { body: 'x' })).status, 405);
    assert.equal((await rawRequest(connection, `GET ${path}`)).status, 404);
  });

  it('is refused at once, however much of it is still to come', async () => {
    const load = () => Promise.reject(new ApiError('NotFound', 'machine first-workers-1 is not made yet'));
    server = await startServer([], { machineImports: { load } });
    const client = await server.client();
    const sending = client.send(path, { contentType: 'application/x-tar', bytes: archive() });
    await assert.rejects(sending, (error) => error instanceof ApiError && error.reason === 'NotFound');
  });

  it('goes nowhere where the server reaches no machines', async () => {
    server = await startServer([]);
    assert.equal((await rawRequest(await server.connection(), `POST ${path}`, { body: 'x' })).status, 405);
  });
});
