import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ApiError } from '#api/meta/api-error.ts';
import type { Feed } from '#capabilities/feed.ts';
import type { MachineLogRequest } from '#capabilities/machine-logs.ts';
import { rawRequest } from './testing/raw-request.ts';
import { startServer, type TestServer } from './testing/start-server.ts';

const path = '/slipway/v1alpha1/namespaces/default/machines/first-workers-0/log';

/** Gives its lines once, and then nothing until it is closed. */
function quietFeed(lines: readonly string[], closed: () => void): Feed<string> {
  let told = false;
  let end: ((lines: readonly string[]) => void) | undefined;
  return {
    next: () => {
      if (!told) {
        told = true;
        return Promise.resolve(lines);
      }
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    close: () => {
      end?.([]);
      closed();
    },
  };
}

describe("a machine's log", () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('is told line by line, and let go when its reader goes', async () => {
    const asked: MachineLogRequest[] = [];
    let closed = () => {};
    const released = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const open = async (request: MachineLogRequest) => {
      asked.push(request);
      return quietFeed(['one', 'two'], closed);
    };
    server = await startServer([], { machineLogs: { open } });
    const client = await server.client();
    const read: string[] = [];
    for await (const line of client.lines(`${path}?source=kubelet&tail=5&follow=true`)) {
      read.push(line);
      if (read.length === 2) break;
    }
    assert.deepEqual(read, ['one', 'two']);
    assert.deepEqual(asked, [
      { namespace: 'default', name: 'first-workers-0', source: 'kubelet', tail: 5, follow: true },
    ]);
    await released;
  });

  it('is refused where there is no such machine, and with what means nothing', async () => {
    const open = () => Promise.reject(new ApiError('NotFound', 'machine first-workers-0 is not made yet'));
    server = await startServer([], { machineLogs: { open } });
    const connection = await server.connection();
    assert.equal((await rawRequest(connection, `GET ${path}`)).status, 404);
    assert.equal((await rawRequest(connection, `GET ${path}?source=other`)).status, 400);
    assert.equal((await rawRequest(connection, `GET ${path}?tail=x`)).status, 400);
    assert.equal((await rawRequest(connection, `GET ${path}/more`)).status, 404);
    const guest = await server.connection('guest', ['others']);
    assert.equal((await rawRequest(guest, `GET ${path}`)).status, 403);
  });
});
