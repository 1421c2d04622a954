import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import { kinds } from '#api/kinds.ts';
import type { Timers } from '#capabilities/timers.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { ConnectionLost } from '#kube/connection-lost.ts';
import { createKubeClient } from '#kube/create-kube-client.ts';
import type { ServerConnection } from '#kube/server-connection.ts';
import { clock } from '#platform/clock.ts';
import { createMetrics } from '#platform/metrics/create-metrics.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { timers } from '#platform/timers.ts';
import { rawRequest } from './testing/raw-request.ts';
import { startServer, type TestServer } from './testing/start-server.ts';

const served = [Namespace, Secret, ConfigMap, ...kinds];
const json = { 'content-type': 'application/json' };
/** Lets a watch of one second end at once, after what is there already was read. */
const impatient: Timers = {
  ...timers,
  after: (milliseconds, ...rest) => timers.after(milliseconds === 1000 ? 0 : milliseconds, ...rest),
};
const pools = '/apis/slipway.dev/v1alpha1/namespaces/default/nodepools';

function pool(name: string, spec: object = {}): object {
  const metadata = { name, namespace: 'default' };
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'NodePool',
    metadata,
    spec: { cluster: 'c', pool: 'p', release: 'v1.0.0', replicas: 2, ...spec },
  };
}

describe('an API server', () => {
  let server: TestServer;
  let admin: ServerConnection;
  let viewer: ServerConnection;
  let now: number | undefined;
  let unready: string | undefined;
  const metrics = createMetrics();

  before(async () => {
    const readiness = async () => unready;
    server = await startServer(served, {
      clock: { now: () => now ?? clock.now() },
      readiness,
      metrics,
      timers: impatient,
    });
    admin = await server.connection();
    viewer = await server.connection('viewer', ['slipway:viewers']);
  });
  after(() => server.close());

  const ask = (target: string, options?: Parameters<typeof rawRequest>[2]) => rawRequest(admin, target, options);
  const create = (body: object) => ask(`POST ${pools}`, { headers: json, body: JSON.stringify(body) });

  describe('lets in', () => {
    it('nobody without a certificate of its own authority', async () => {
      const { server: url, authority } = admin;
      const other = await createPki(clock).createAuthority({ commonName: 'test-ca', validSeconds: 600 });
      const forged = await createPki(clock).issue({
        authority: other,
        commonName: 'x',
        organizations: ['slipway:admins'],
        usages: ['client'],
        validSeconds: 60,
      });
      for (const connection of [{ server: url }, { server: url, authority: authority ?? '', ...forged }]) {
        const answer = await rawRequest(connection, 'GET /api/v1/namespaces');
        assert.equal(answer.status, 401);
        assert.equal(answer.json()['reason'], 'Unauthorized');
      }
    });

    it('nobody with a certificate that is not for clients', async () => {
      const impostor = await server.connection('test', ['slipway:admins'], 'server');
      assert.equal((await rawRequest(impostor, 'GET /version')).status, 401);
    });

    it('each connection by the certificate it shows, whatever session it would resume', async () => {
      const { server: url, authority, certificate, key } = admin;
      const open = (session: Buffer | undefined, identity: object) =>
        new Promise<{ readonly status: string; readonly session: Buffer | undefined }>((resolve, reject) => {
          let [text, offered]: [string, Buffer | undefined] = ['', undefined];
          const port = Number(new URL(url).port);
          const socket = connectTls({ port, host: '127.0.0.1', ca: authority, session, ...identity });
          socket.on('secureConnect', () =>
            socket.write('GET /version HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'),
          );
          socket.on('session', (one: Buffer) => {
            offered = one;
          });
          socket.on('data', (chunk) => {
            text += String(chunk);
          });
          socket.on('close', () => resolve({ status: text.split(' ')[1] ?? '', session: offered }));
          socket.on('error', reject);
        });
      const known = { cert: certificate, key };
      const stranger = await open(undefined, {});
      const first = await open(stranger.session, known);
      const second = await open(first.session, {});
      assert.deepEqual([stranger.status, first.status, second.status], ['401', '200', '401']);
    });

    it('nobody whose certificate has ended, even on a connection that was open', async () => {
      const client = createKubeClient(await server.connection('short'));
      await client.read('/version');
      now = clock.now() + 700_000;
      try {
        await assert.rejects(client.read('/version'), /has ended; ask for a new one/);
      } finally {
        now = undefined;
        await client.close();
      }
    });

    it('viewers to read everything but Secrets', async () => {
      assert.equal((await rawRequest(viewer, `GET ${pools}`)).status, 200);
      assert.equal((await rawRequest(viewer, 'GET /metrics')).status, 200);
      for (const target of [
        'GET /api/v1/secrets',
        'GET /api/v1/namespaces/default/secrets/a',
        'GET /api/v1/secrets?watch=1',
      ]) {
        assert.equal((await rawRequest(viewer, target)).status, 403, target);
      }
    });

    it('viewers not to write', async () => {
      for (const target of [
        `POST ${pools}`,
        `PUT ${pools}/a`,
        `PATCH ${pools}/a`,
        `PATCH ${pools}/a/scale`,
        `DELETE ${pools}/a`,
        `DELETE ${pools}`,
      ]) {
        assert.equal((await rawRequest(viewer, target, { headers: json, body: '{}' })).status, 403, target);
      }
    });

    it('nobody who is in neither group', async () => {
      const answer = await rawRequest(await server.connection('guest', ['others']), `GET ${pools}/a`);
      const sentence =
        'nodepools.slipway.dev "a" is forbidden: User "guest" cannot get resource "nodepools" in API group "slipway.dev" in the namespace "default"';
      assert.deepEqual([answer.status, answer.json()['message']], [403, sentence]);
    });
  });

  describe('refuses', () => {
    it('paths that lead elsewhere, and paths that lead nowhere', async () => {
      for (const path of ['/api/v1/../v1/namespaces', '/api/v1//namespaces', '/api/v1/namespaces/a%2fb']) {
        assert.equal((await ask(`GET ${path}`)).status, 400, path);
      }
      for (const path of [
        '/',
        '/nope',
        '/api/v2/namespaces',
        '/apis/slipway.dev/v1/clusters',
        `${pools}/a/nope`,
        '/apis/slipway.dev/v1alpha1/nodepools/a',
        '/apis/slipway.dev/v1alpha1/namespaces/default/providers',
      ]) {
        assert.deepEqual([(await ask(`GET ${path}`)).json()['reason'], path], ['NotFound', path]);
      }
    });

    it('methods a resource does not have', async () => {
      for (const target of [`PUT ${pools}`, `POST ${pools}/a`, `DELETE ${pools}/a/status`, 'POST /version']) {
        assert.equal((await ask(target, { headers: json, body: '{}' })).status, 405, target);
      }
    });

    it('media types it does not speak', async () => {
      assert.equal((await ask(`GET ${pools}`, { headers: { accept: 'text/html' } })).status, 406);
      const headers = { 'content-type': 'application/cbor' };
      assert.equal((await ask(`POST ${pools}`, { headers, body: 'x' })).status, 415);
      assert.equal((await ask(`PATCH ${pools}/a`, { headers: json, body: '{}' })).status, 415);
    });

    it('bodies of more than 3 MiB', async () => {
      const answer = await create(pool('big', { labels: { a: 'x'.repeat(3 * 1024 * 1024) } }));
      assert.deepEqual([answer.status, answer.json()['reason']], [413, 'RequestEntityTooLarge']);
    });

    it('what comes with a large body, however often, and goes on with the connection', async () => {
      const { authority, certificate, key } = await server.connection();
      const session = connect(server.server, { ca: authority, cert: certificate, key });
      const status = async (method: string, path: string, body?: string): Promise<unknown> => {
        const stream = session.request({ ':method': method, ':path': path }, { endStream: body === undefined });
        if (body !== undefined) stream.end(body);
        const [headers] = (await once(stream, 'response')) as [{ readonly ':status'?: number }];
        stream.resume();
        await once(stream, 'close');
        return headers[':status'];
      };
      for (let count = 0; count < 6; count++) {
        assert.equal(await status('PATCH', `${pools}/..`, 'x'.repeat(2_900_000)), 400);
        assert.equal(await status('GET', pools), 200);
      }
      session.destroy();
    });

    it('bodies that are another object than the path says', async () => {
      const put = await ask(`PUT ${pools}/other`, { headers: json, body: JSON.stringify(pool('a')) });
      assert.match(
        String(put.json()['message']),
        /the name of the object \(a\) does not match the name on the URL \(other\)/,
      );
      const elsewhere = await ask('POST /apis/slipway.dev/v1alpha1/namespaces/team/nodepools', {
        headers: json,
        body: JSON.stringify(pool('a')),
      });
      assert.match(String(elsewhere.json()['message']), /the namespace of the provided object does not match/);
    });

    it('names and owners that are no text, whatever they are', async () => {
      const owners = [null, { apiVersion: { toString: 1 }, kind: { toString: 1 }, name: 'a', uid: 'b' }];
      for (const name of [3, true, ['a'], { toString: 1 }]) {
        for (const metadata of [{ name }, { name: 'a', ownerReferences: owners }, { generateName: name }]) {
          const body = JSON.stringify({ apiVersion: 'slipway.dev/v1alpha1', kind: 'NodePool', metadata });
          const answer = await ask(`POST ${pools}`, { headers: json, body });
          assert.equal(answer.json()['code'], answer.status);
          assert.ok([400, 422].includes(answer.status), `${body}: ${answer.status}`);
        }
      }
    });

    it('options that mean nothing as invalid', async () => {
      for (const query of ['dryRun=Some', 'fieldValidation=Sure', 'fieldManager=a%0Ab']) {
        const answer = await ask(`POST ${pools}?${query}`, { headers: json, body: JSON.stringify(pool('a')) });
        const { details } = answer.json() as { readonly details: { readonly kind: string } };
        assert.deepEqual([answer.status, details.kind], [422, 'CreateOptions'], query);
      }
    });

    it('parameters that mean nothing', async () => {
      for (const target of [`GET ${pools}?limit=many`, `GET ${pools}?watch=1&fieldSelector=spec.none%3Da`]) {
        assert.equal(
          (
            await ask(target, {
              headers: json,
              ...(target.startsWith('POST') ? { body: JSON.stringify(pool('a')) } : {}),
            })
          ).status,
          400,
          target,
        );
      }
    });

    it('more requests of one user than it bears, and says when to come again', async () => {
      const small = await startServer(served, { maxInFlight: 0 });
      const answer = await rawRequest(await small.connection(), 'GET /version');
      assert.deepEqual([answer.status, answer.headers['retry-after']], [429, '1']);
      await small.close();
    });
  });

  describe('answers', () => {
    it('in YAML, and takes it', async () => {
      const headers = { 'content-type': 'application/yaml', accept: 'application/yaml' };
      const body = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata: {a: b}\n';
      const answer = await ask('POST /api/v1/namespaces/default/configmaps', { headers, body });
      assert.deepEqual([answer.status, answer.headers['content-type']], [201, 'application/yaml']);
      assert.match(answer.text, /^data:\n {2}a: b$/m);
    });

    it('with a warning for unknown fields, with a refusal when they are validated strictly', async () => {
      const warned = await create(pool('warned', { replica: 3 }));
      assert.deepEqual(
        [warned.status, warned.headers['warning']],
        [201, '299 - "unknown field \\"spec.replica\\", did you mean \\"replicas\\"?"'],
      );
      const body = JSON.stringify(pool('strict', { replica: 3 }));
      const strict = await ask(`POST ${pools}?fieldValidation=Strict`, { headers: json, body });
      assert.match(String(strict.json()['message']), /strict decoding error: unknown field "spec.replica"/);
    });

    it('compressed when that is worth it and the client can', async () => {
      const objects = (await server.client()).objects;
      await objects.create(ConfigMap, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'large', namespace: 'default' },
        data: { text: 'word '.repeat(40_000) },
      });
      const plain = await ask('GET /api/v1/configmaps');
      assert.equal(plain.headers['content-encoding'], undefined);
      const { hostname, port } = new URL(admin.server);
      const session = connect(`https://${hostname}:${port}`, {
        ca: admin.authority,
        cert: admin.certificate,
        key: admin.key,
      });
      const stream = session.request({ ':path': '/api/v1/configmaps', 'accept-encoding': 'gzip' });
      const chunks: Buffer[] = [];
      let encoding: unknown;
      stream.on('response', (headers) => {
        encoding = headers['content-encoding'];
      });
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      session.close();
      assert.equal(encoding, 'gzip');
      assert.equal(gunzipSync(Buffer.concat(chunks)).toString(), plain.text);
    });

    it('in pages', async () => {
      for (const name of ['page-a', 'page-b', 'page-c']) await create(pool(name));
      const first = (await ask(`GET ${pools}?limit=2`)).json() as {
        metadata: { continue: string; remainingItemCount: number };
        items: object[];
      };
      assert.equal(first.items.length, 2);
      const rest = (
        await ask(`GET ${pools}?limit=500&continue=${encodeURIComponent(first.metadata.continue)}`)
      ).json() as { items: object[] };
      assert.equal(rest.items.length, first.metadata.remainingItemCount);
    });

    it('as tables, of lists and in watches, with headers once', async () => {
      const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
      const list = (await ask(`GET ${pools}?fieldSelector=metadata.name%3Dpage-a`, { headers })).json() as {
        rows: { cells: unknown[]; object: object }[];
      };
      assert.deepEqual(list.rows[0]?.cells.slice(0, 3), ['page-a', 'c', 2]);
      const answer = await ask(`GET ${pools}?watch=1&timeoutSeconds=1&labelSelector=none%3Dnone,!x`, { headers });
      assert.equal(answer.text, '');
      const watched = await ask(`GET ${pools}?watch=1&timeoutSeconds=1&fieldSelector=metadata.name!%3Dpage-a`, {
        headers,
      });
      const frames = watched.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string; object: { columnDefinitions: unknown } });
      assert.ok(frames.length >= 2 && frames.every(({ type }) => type === 'ADDED'));
      assert.deepEqual(
        frames.map(({ object }) => Array.isArray(object.columnDefinitions)),
        frames.map((_, index) => index === 0),
      );
    });

    it('with the creator as field manager when no other is named', async () => {
      const headers = { ...json, 'user-agent': 'tool/1.0 (linux)' };
      const made = await ask(`POST ${pools}`, { headers, body: JSON.stringify(pool('managed')) });
      const { metadata } = made.json() as { metadata: { managedFields: { manager: string }[] } };
      assert.deepEqual(
        metadata.managedFields.map(({ manager }) => manager),
        ['tool'],
      );
    });

    it('201 when an apply created, 200 when it changed', async () => {
      const headers = { 'content-type': 'application/apply-patch+yaml' };
      const apply = (replicas: number) =>
        ask(`PATCH ${pools}/applied?fieldManager=me`, { headers, body: JSON.stringify(pool('applied', { replicas })) });
      assert.deepEqual([(await apply(1)).status, (await apply(2)).status], [201, 200]);
      assert.equal((await ask(`PATCH ${pools}/applied`, { headers, body: '{}' })).status, 422);
    });

    it('a Scale where a kind has one', async () => {
      const scale = (await ask(`GET ${pools}/page-a/scale`)).json();
      assert.deepEqual([scale['kind'], scale['spec']], ['Scale', { replicas: 2 }]);
      const headers = { 'content-type': 'application/merge-patch+json' };
      await ask(`PATCH ${pools}/page-a/scale`, { headers, body: '{"spec":{"replicas":7}}' });
      const { spec } = await (await server.client()).objects.get(NodePool, { namespace: 'default', name: 'page-a' });
      assert.equal(spec.replicas, 7);
    });

    it('deletion of a collection, only of what the selector names', async () => {
      const configMap = (name: string, labels: object) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, labels },
      });
      const path = '/api/v1/namespaces/default/configmaps';
      for (const object of [configMap('one', { go: 'yes' }), configMap('two', { go: 'yes' }), configMap('three', {})]) {
        await ask(`POST ${path}`, { headers: json, body: JSON.stringify(object) });
      }
      const deleted = (await ask(`DELETE ${path}?labelSelector=go%3Dyes`)).json() as { items: object[] };
      assert.equal(deleted.items.length, 2);
      assert.equal((await ask(`GET ${path}/three`)).status, 200);
      assert.equal((await ask(`GET ${path}/one`)).status, 404);
    });
  });

  describe('tells', () => {
    it('its version, health, readiness and metrics', async () => {
      metrics.metrics.counter({ name: 'slipway_test_total', help: 'Tests.', labelNames: [] }).add({});
      assert.match(String((await ask('GET /version')).json()['gitVersion']), /^v1\.\d+\.\d+\+slipway\.0\.0\.0$/);
      for (const path of ['/healthz', '/livez', '/readyz']) assert.equal((await ask(`GET ${path}`)).text, 'ok');
      assert.match((await ask('GET /metrics')).text, /slipway_test_total 1/);
      unready = 'the store is loading';
      const { status, text } = await ask('GET /readyz');
      unready = undefined;
      assert.deepEqual([status, text], [503, 'not ready: the store is loading\n']);
    });

    it('what it serves, one by one', async () => {
      const { versions } = (await ask('GET /api')).json();
      assert.deepEqual(versions, ['v1']);
      const { groups } = (await ask('GET /apis')).json() as { groups: { name: string }[] };
      assert.ok(groups.some(({ name }) => name === 'slipway.dev'));
      const { resources } = (await ask('GET /apis/slipway.dev/v1alpha1')).json() as {
        resources: { name: string; kind: string; group?: string }[];
      };
      const names = resources.filter(({ name }) => name.startsWith('nodepools'));
      assert.deepEqual(
        names.map(({ name, kind, group }) => [name, kind, group]),
        [
          ['nodepools', 'NodePool', undefined],
          ['nodepools/status', 'NodePool', undefined],
          ['nodepools/scale', 'Scale', 'autoscaling'],
        ],
      );
    });

    it('what it serves, all at once', async () => {
      const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
      for (const path of ['/api', '/apis']) {
        const answer = await ask(`GET ${path}`, { headers: { accept } });
        assert.equal(
          answer.headers['content-type'],
          'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
        );
        assert.equal(answer.json()['kind'], 'APIGroupDiscoveryList');
      }
    });

    it('the schemas of what it serves, at addresses that change with them', async () => {
      const { paths } = (await ask('GET /openapi/v3')).json() as {
        paths: { [place: string]: { serverRelativeURL: string } };
      };
      const url = paths['apis/slipway.dev/v1alpha1']?.serverRelativeURL ?? '';
      assert.match(url, /\?hash=[0-9A-F]{64}$/);
      const { components } = (await ask(`GET ${url}`)).json() as {
        components: { schemas: { [name: string]: { properties: object } } };
      };
      assert.ok('spec' in (components.schemas['dev.slipway.v1alpha1.NodePool']?.properties ?? {}));
      assert.equal((await ask('GET /openapi/v3/apis/none/v1')).status, 404);
    });

    it('a user who it is and what it may', async () => {
      const whoami = await rawRequest(viewer, 'POST /apis/authentication.k8s.io/v1/selfsubjectreviews', {
        headers: json,
        body: '{}',
      });
      const userInfo = { username: 'viewer', groups: ['slipway:viewers', 'system:authenticated'] };
      assert.deepEqual(whoami.json()['status'], { userInfo });
      const may = async (verb: string, resource: string) => {
        const body = JSON.stringify({ spec: { resourceAttributes: { verb, resource, group: '' } } });
        const answer = await rawRequest(viewer, 'POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
          headers: json,
          body,
        });
        return (answer.json()['status'] as { allowed: boolean }).allowed;
      };
      assert.deepEqual(
        [await may('get', 'configmaps'), await may('get', 'secrets'), await may('create', 'configmaps')],
        [true, false, false],
      );
    });
  });

  describe('closing', () => {
    it('does not wait for an idle session of HTTP/2, and ends a watch on one', async () => {
      const closing = await startServer(served);
      const { server: url, authority, certificate, key } = await closing.connection();
      const options = { ca: authority, cert: certificate, key };
      const [idle, watching] = [connect(url, options), connect(url, options)];
      idle.on('error', () => undefined);
      await once(idle, 'connect');
      const stream = watching.request({ ':path': '/api/v1/namespaces?watch=1' });
      await once(stream, 'data');
      const ended = once(stream.resume(), 'close');
      await Promise.all([closing.close(), ended]);
      idle.destroy();
      watching.destroy();
    });

    it('ends watches and idle connections, and takes no more', async () => {
      const closing = await startServer(served);
      const client = createKubeClient(await closing.connection());
      const watch = client.objects.watch(ConfigMap, { sendInitialEvents: true });
      assert.equal((await watch.next()).length, 1);
      const pending = watch.next();
      await closing.close();
      assert.deepEqual(await pending, []);
      await assert.rejects(client.read('/version'), ConnectionLost);
      await client.close();
    });
  });
});
