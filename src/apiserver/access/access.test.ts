import assert from 'node:assert/strict';
import { it } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { AuditEvent } from '#capabilities/audit-log.ts';
import type { ServerConnection } from '#kube/server-connection.ts';
import { rawRequest } from '../testing/raw-request.ts';
import { startServer } from '../testing/start-server.ts';

const kinds = [Namespace, Secret, ConfigMap];

/** Opens a connection and says whether the server kept it: it is closed without a word or sends its settings. */
async function kept({ server, authority, certificate, key }: ServerConnection): Promise<TLSSocket | undefined> {
  const { port } = new URL(server);
  const socket = connect({
    host: '127.0.0.1',
    port: Number(port),
    ca: authority,
    cert: certificate,
    key,
    ALPNProtocols: ['h2'],
  });
  return new Promise((resolve) => {
    socket.once('data', () => resolve(socket));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(undefined));
  });
}

it('a user has so many connections and no more, which takes nothing from others, and gets one back for each that ends', async () => {
  const server = await startServer(kinds, { maxConnectionsOfUser: 2 });
  try {
    const greedy = await server.connection('greedy', ['slipway:viewers']);
    const first = await kept(greedy);
    assert.ok(first && (await kept(greedy)));
    assert.equal(await kept(greedy), undefined);
    assert.equal((await rawRequest(await server.connection('other'), 'GET /version')).status, 200);
    const ended = new Promise((resolve) => first.once('close', resolve));
    first.destroy();
    await ended;
    let again: TLSSocket | undefined;
    while (!again) again = await kept(greedy);
    assert.ok(again);
  } finally {
    await server.close();
  }
});

it('beyond the cap in all a connection is closed before its handshake', async () => {
  const server = await startServer(kinds, { maxConnections: 3 });
  try {
    const own = await server.connection('one');
    const open = [await kept(own), await kept(own), await kept(own)];
    assert.ok(open.every(Boolean));
    assert.equal(await kept(await server.connection('another')), undefined);
  } finally {
    await server.close();
  }
});

it('the audit log has who asked for what and what came of it, and nothing of any body or query', async () => {
  const events: AuditEvent[] = [];
  const server = await startServer(kinds, { audit: { record: (event) => void events.push(event) } });
  try {
    const client = await server.client('ann');
    const metadata = { namespace: 'default', name: 'password' };
    await client.objects.create(Secret, {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      metadata,
      stringData: { word: 'hunter2-hunter2' },
    });
    const viewer = await server.connection('val', ['slipway:viewers']);
    for (const request of [
      'GET /api/v1/namespaces/default/secrets/password',
      'GET /api/v1/configmaps?labelSelector=hunter2',
      'DELETE /api/v1/namespaces/default/configmaps',
      'GET /version',
    ] as const) {
      await rawRequest(viewer, request);
    }
    await rawRequest(await server.connection('sue', [], 'server'), 'GET /api/v1/nodes');
    await server.close();
    assert.deepEqual(
      events.map(({ user, verb, requestURI, responseStatus }) =>
        [user.username, verb, requestURI, responseStatus.code].join(' '),
      ),
      [
        'ann create /api/v1/namespaces/default/secrets 201',
        'val get /api/v1/namespaces/default/secrets/password 403',
        'val list /api/v1/configmaps 200',
        'val deletecollection /api/v1/namespaces/default/configmaps 403',
        'val get /version 200',
        ' list /api/v1/nodes 401',
      ],
    );
    assert.deepEqual(events[1]?.user.groups, ['slipway:viewers', 'system:authenticated']);
    assert.match(events[0]?.sourceIPs[0] ?? '', /127\.0\.0\.1/);
    assert.ok(!JSON.stringify(events).includes('hunter2'));
  } finally {
    await server.close();
  }
});

it('while nothing can be stored it says so: not ready, and a warning with all that is read', async () => {
  let full: string | undefined = 'no room in /store: free some disk space';
  const server = await startServer(kinds, { readOnly: () => full });
  try {
    const own = await server.connection();
    const ready = await rawRequest(own, 'GET /readyz');
    assert.deepEqual([ready.status, ready.text], [503, 'not ready: no room in /store: free some disk space\n']);
    const list = await rawRequest(own, 'GET /api/v1/configmaps');
    assert.equal(list.status, 200);
    assert.match(String(list.headers['warning']), /nothing can be stored: no room in \/store: free some disk space/);
    full = undefined;
    assert.equal((await rawRequest(own, 'GET /readyz')).status, 200);
    assert.equal((await rawRequest(own, 'GET /api/v1/configmaps')).headers['warning'], undefined);
  } finally {
    await server.close();
  }
});
