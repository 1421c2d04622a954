import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { Node } from '#api/builtin/node.ts';
import { Pod } from '#api/builtin/pod.ts';
import { ApiError } from '#api/meta/api-error.ts';
import { WorkloadUnreachable } from '#capabilities/workload-clusters.ts';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { ConnectionLost } from './connection-lost.ts';
import { createKubeClient, type KubeClient } from './create-kube-client.ts';
import { createWorkloadClusters } from './create-workload-clusters.ts';
import type { ServerConnection } from './server-connection.ts';

interface Call {
  readonly method: string;
  readonly url: string;
  readonly type: string | undefined;
  readonly body: unknown;
}

/** What a server says next: what kube-apiserver was seen to say in each case. */
interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: { readonly [name: string]: string };
}

const failure = (code: number, reason: string, more: object = {}): Reply => ({
  status: code,
  body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', message: `it is ${reason}`, reason, code, ...more },
});
const gone = (error: unknown, reason: string) => error instanceof ApiError && error.reason === reason;

describe('a kube client', () => {
  const calls: Call[] = [];
  const replies: Reply[] = [];
  let server: Server;
  let connection: Required<Omit<ServerConnection, 'token' | 'serverName'>>;
  let client: KubeClient;

  before(async () => {
    const pki = createPki(clock);
    const authority = await pki.createAuthority({ commonName: 'ca', validSeconds: 600 });
    const pair = await pki.issue({
      authority,
      commonName: 's',
      usages: ['server', 'client'],
      addresses: ['127.0.0.1'],
      validSeconds: 600,
    });
    server = createServer({ cert: pair.certificate, key: pair.key }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const { method = '', url = '', headers } = request;
        calls.push({ method, url, type: headers['content-type'], body: text === '' ? undefined : JSON.parse(text) });
        const reply = replies.shift() ?? failure(500, 'InternalError');
        response
          .writeHead(reply.status, reply.headers)
          .end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    connection = { server: `https://127.0.0.1:${port}`, authority: authority.certificate, ...pair };
    client = createKubeClient(connection);
  });
  after(async () => {
    await client.close();
    server.close();
  });

  const answers = async <T>(list: readonly Reply[], call: () => Promise<T>) => {
    calls.length = 0;
    replies.splice(0, replies.length, ...list);
    return {
      result: await call().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      ),
      calls: [...calls],
    };
  };

  it('names kind and version in list items of servers that leave them out', async () => {
    const body = {
      kind: 'NodeList',
      apiVersion: 'v1',
      metadata: { resourceVersion: '9' },
      items: [{ metadata: { name: 'a' } }],
    };
    const { result } = await answers([{ status: 200, body }], () => client.objects.list(Node));
    assert.deepEqual(result, {
      value: { items: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } }], resourceVersion: '9' },
    });
  });

  it('gives the object as it was when a deletion answers with a bare Status', async () => {
    const object = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } };
    const list = [
      { status: 200, body: object },
      { status: 200, body: { kind: 'Status', status: 'Success' } },
    ];
    const call = () => client.objects.delete(Node, { name: 'a' }, { preconditions: { uid: 'u' } });
    const { result, calls: seen } = await answers(list, call);
    assert.deepEqual(result, { value: object });
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: 'u' } };
    assert.deepEqual(seen[1], { method: 'DELETE', url: '/api/v1/nodes/a', type: 'application/json', body });
  });

  it('tells an eviction from a refused one, and from a pod that is gone', async () => {
    const pod = { namespace: 'n', name: 'p' };
    const evicted = await answers([{ status: 201, body: { kind: 'Status', status: 'Success' } }], () =>
      client.evict(pod),
    );
    assert.deepEqual(evicted.result, { value: true });
    assert.equal(evicted.calls[0]?.url, '/api/v1/namespaces/n/pods/p/eviction');
    const refused = await answers([failure(429, 'TooManyRequests')], () => client.evict(pod));
    assert.deepEqual(refused.result, { value: false });
    const missing = await answers([failure(404, 'NotFound')], () => client.evict(pod));
    assert.ok('error' in missing.result && gone(missing.result.error, 'NotFound'));
  });

  it('approves a signing request that somebody else writes in between', async () => {
    const conflict = failure(409, 'Conflict');
    const { calls: seen } = await answers(
      [{ status: 200, body: {} }, conflict, { status: 200, body: {} }, { status: 200, body: {} }],
      () => client.approve('c', { approved: true, reason: 'Known', message: 'It is ours.' }),
    );
    assert.deepEqual(
      seen.map(({ method }) => method),
      ['GET', 'PUT', 'GET', 'PUT'],
    );
  });

  it('approves a signing request once', async () => {
    const request = {
      kind: 'CertificateSigningRequest',
      metadata: { name: 'c', resourceVersion: '3' },
      spec: { unknown: 1 },
    };
    const decision = { approved: true, reason: 'Known', message: 'It is ours.' };
    const { calls: seen } = await answers(
      [
        { status: 200, body: request },
        { status: 200, body: {} },
      ],
      () => client.approve('c', decision),
    );
    const condition = { type: 'Approved', status: 'True', reason: 'Known', message: 'It is ours.' };
    assert.equal(seen[1]?.url, '/apis/certificates.k8s.io/v1/certificatesigningrequests/c/approval');
    assert.deepEqual(seen[1]?.body, { ...request, status: { conditions: [condition] } });
    const again = { ...request, status: { conditions: [condition] } };
    assert.equal((await answers([{ status: 200, body: again }], () => client.approve('c', decision))).calls.length, 1);
  });

  it('sends each patch with its own content type and everything else in the query', async () => {
    const call = () =>
      client.objects.patch(
        Pod,
        { namespace: 'n', name: 'p' },
        { type: 'strategic', body: { a: 1 }, dryRun: true, fieldManager: 'me', subresource: 'status' },
      );
    const { calls: seen } = await answers([{ status: 200, body: {} }], call);
    const url = '/api/v1/namespaces/n/pods/p/status?dryRun=All&fieldManager=me';
    assert.deepEqual(seen[0], { method: 'PATCH', url, type: 'application/strategic-merge-patch+json', body: { a: 1 } });
  });

  it('passes warnings on', async () => {
    const texts: string[] = [];
    const header = '299 - "unknown field \\"a\\"", 299 - "second"';
    const list = [{ status: 200, body: {}, headers: { warning: header } }];
    await answers(list, () =>
      client.objects.update(
        Node,
        { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } },
        { onWarning: (text) => texts.push(text) },
      ),
    );
    assert.deepEqual(texts, ['unknown field "a"', 'second']);
  });

  it('keeps reason, details and causes of a refusal', async () => {
    const details = {
      name: 'a',
      kind: 'Node',
      causes: [{ reason: 'FieldValueInvalid', message: 'no', field: 'spec.x' }],
      retryAfterSeconds: 3,
    };
    const { result } = await answers([failure(422, 'Invalid', { details })], () =>
      client.objects.get(Node, { name: 'a' }),
    );
    assert.ok('error' in result && result.error instanceof ApiError);
    assert.deepEqual(
      [result.error.reason, result.error.message, result.error.details],
      ['Invalid', 'it is Invalid', details],
    );
  });

  it('takes an answer that is no Status for no answer of an API server', async () => {
    const { result } = await answers([{ status: 503, body: '<html>no server is available</html>' }], () =>
      client.objects.get(Node, { name: 'a' }),
    );
    assert.ok('error' in result && result.error instanceof ConnectionLost);
  });

  it('asks readyz', async () => {
    assert.deepEqual((await answers([{ status: 200, body: 'ok' }], () => client.ready())).result, { value: true });
    assert.deepEqual((await answers([{ status: 500, body: 'etcd failed' }], () => client.ready())).result, {
      value: false,
    });
    const stranger = await answers([failure(401, 'Unauthorized')], () => client.ready());
    assert.ok('error' in stranger.result && gone(stranger.result.error, 'Unauthorized'));
  });

  it('rejects with the reason of its signal', async () => {
    const reason = new Error('enough');
    await assert.rejects(client.objects.get(Node, { name: 'a' }, { signal: AbortSignal.abort(reason) }), reason);
  });

  it('refuses names that would lead elsewhere', async () => {
    for (const name of ['', '..', 'a/b']) {
      await assert.rejects(client.objects.get(Node, { name }), (error) => gone(error, 'BadRequest'));
    }
    await assert.rejects(client.objects.get(Pod, { name: 'p' }), (error) => gone(error, 'BadRequest'));
  });

  it('does not talk to a server whose certificate another authority signed', async () => {
    const other = await createPki(clock).createAuthority({ commonName: 'other', validSeconds: 600 });
    const stranger = createKubeClient({ ...connection, authority: other.certificate });
    await assert.rejects(stranger.ready(), ConnectionLost);
    await stranger.close();
  });

  it('says of a workload cluster that does not answer that it is unreachable, reads, writes and watches alike', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const { authority, certificate, key } = connection;
    const cluster = createWorkloadClusters().connect({
      uid: 'u',
      server: `https://127.0.0.1:${port}`,
      authority,
      certificate,
      key,
    });
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } };
    for (const call of [
      cluster.ready(),
      cluster.objects.list(Node),
      cluster.objects.create(Node, node),
      cluster.objects.watch(Node).next(),
    ]) {
      await assert.rejects(call, WorkloadUnreachable);
    }
    await cluster.close();
  });
});
