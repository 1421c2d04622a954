import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Event } from '#api/builtin/event.ts';
import { Lease } from '#api/builtin/lease.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { Secret } from '#api/builtin/secret.ts';
import { kinds } from '#api/kinds.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { startServer, type TestServer } from './testing/start-server.ts';

const kubectl = process.env['SLIPWAY_KUBECTL'] ?? '';
const skip = kubectl === '' ? 'set SLIPWAY_KUBECTL to the path of a kubectl to run these' : false;

const manifest = `
apiVersion: slipway.dev/v1alpha1
kind: NodePool
metadata: {name: workers}
spec: {cluster: first, pool: workers, release: v1.0.0, replicas: 2}
`;

interface Result {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

describe('kubectl', { skip }, () => {
  let server: TestServer;
  let directory: string;

  before(async () => {
    server = await startServer([Namespace, Secret, ConfigMap, Event, Lease, ...kinds]);
    directory = mkdtempSync(join(tmpdir(), 'slipway-kubectl-'));
    for (const group of ['admins', 'viewers']) {
      const { server: url, authority, certificate, key } = await server.connection(group, [`slipway:${group}`]);
      const base64 = (text = '') => Buffer.from(text).toString('base64');
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'a',
        contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
        clusters: [{ name: 'a', cluster: { server: url, 'certificate-authority-data': base64(authority) } }],
        users: [
          { name: 'a', user: { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) } },
        ],
      };
      writeFileSync(join(directory, group), JSON.stringify(config), { mode: 0o600 });
    }
    writeFileSync(join(directory, 'pool.yaml'), manifest);
  });
  after(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  const place = (user: string) => ['--kubeconfig', join(directory, user), '--cache-dir', join(directory, 'cache')];
  const run = (user: string, line: string) =>
    new Promise<Result>((resolve) => {
      execFile(kubectl, [...place(user), ...line.split(' ')], { cwd: directory }, (error, output, errors) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, output, errors });
      });
    });
  /** What a command prints; it must succeed. */
  const says = async (line: string) => {
    const { code, output, errors } = await run('admins', line);
    assert.equal(code, 0, `kubectl ${line}: ${errors}`);
    return output;
  };

  it('applies on the server, and the same again changes nothing', async () => {
    assert.match(await says('apply --server-side -f pool.yaml'), /nodepool.slipway.dev\/workers serverside-applied/);
    const client = await server.client();
    const { metadata } = await client.objects.get(NodePool, { namespace: 'default', name: 'workers' });
    await says('apply --server-side -f pool.yaml');
    const again = await client.objects.get(NodePool, { namespace: 'default', name: 'workers' });
    assert.equal(again.metadata.resourceVersion, metadata.resourceVersion);
  });

  it('applies on the client', async () => {
    writeFileSync(
      join(directory, 'map.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: applied}\ndata: {a: "1"}\n',
    );
    assert.match(await says('apply -f map.yaml'), /created/);
    writeFileSync(
      join(directory, 'map.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: applied}\ndata: {b: "2"}\n',
    );
    assert.match(await says('apply -f map.yaml'), /configured/);
    assert.equal(await says('get cm applied -o jsonpath={.data}'), '{"b":"2"}');
  });

  it('gets lists with the columns of the kind, by any of its names', async () => {
    const lines = (await says('get np')).split('\n').map((line) => line.split(/\s+/));
    assert.deepEqual(lines[0]?.slice(0, 4), ['NAME', 'CLUSTER', 'DESIRED', 'CURRENT']);
    assert.deepEqual(lines[1]?.slice(0, 3), ['workers', 'first', '2']);
    assert.match(await says('get slipway -A'), /workers/);
    assert.equal(await says('get nodepool workers -o name'), 'nodepool.slipway.dev/workers\n');
  });

  it('describes, explains and lists what there is', async () => {
    assert.match(await says('describe nodepool workers'), /Kind: +NodePool[\s\S]*Replicas: +2[\s\S]*Events: +<none>/);
    assert.match(await says('explain nodepool.spec.replicas'), /FIELD: replicas <integer>/);
    assert.match(await says('explain secret.data'), /FIELD: data/);
    assert.match(
      await says('api-resources --api-group=slipway.dev'),
      /clusters +cl +slipway.dev\/v1alpha1 +true +Cluster/,
    );
  });

  it('scales, with and without a precondition', async () => {
    await says('scale nodepool/workers --replicas=3');
    await says('scale nodepool/workers --replicas=4 --current-replicas=3');
    assert.equal(await says('get np workers -o jsonpath={.spec.replicas}'), '4');
    assert.notEqual((await run('admins', 'scale nodepool/workers --replicas=5 --current-replicas=3')).code, 0);
  });

  it('labels, annotates and patches', async () => {
    await says('label np workers colour=blue');
    await says('annotate np workers note=x');
    await says('patch np workers --type=merge -p {"spec":{"replicas":6}}');
    await says('patch np workers --type=json -p [{"op":"remove","path":"/metadata/annotations/note"}]');
    const columns = 'custom-columns=:.spec.replicas,:.metadata.labels.colour,:.metadata.annotations.note';
    assert.deepEqual((await says(`get np -l colour=blue --no-headers -o ${columns}`)).trim().split(/\s+/), [
      '6',
      'blue',
      '<none>',
    ]);
  });

  it('waits for a condition, and follows changes', async () => {
    const watcher = spawn(kubectl, [
      ...place('admins'),
      'get',
      'np',
      'workers',
      '-w',
      '-o',
      'jsonpath={.spec.replicas}{"\\n"}',
    ]);
    const lines = createInterface(watcher.stdout)[Symbol.asyncIterator]();
    assert.equal((await lines.next()).value, '6');
    const waiting = says('wait np/workers --for=condition=Ready --timeout=20s');
    const condition = {
      type: 'Ready',
      status: 'True',
      reason: 'Ready',
      message: 'It is.',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    };
    await says(
      `patch np workers --subresource=status --type=merge -p ${JSON.stringify({ status: { conditions: [condition] } }).replaceAll(' ', '\\u0020')}`,
    );
    assert.match(await waiting, /condition met/);
    assert.equal((await lines.next()).value, '6');
    await says('scale np/workers --replicas=1');
    assert.equal((await lines.next()).value, '1');
    watcher.kill();
  });

  it('shows events, alone and with the object they are about', async () => {
    const { objects } = await server.client();
    const { metadata } = await objects.get(NodePool, { namespace: 'default', name: 'workers' });
    const involvedObject = {
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'NodePool',
      namespace: 'default',
      name: 'workers',
      uid: metadata.uid,
    };
    const now = new Date().toISOString().replace(/\.\d+Z/, 'Z');
    const told = {
      involvedObject,
      reason: 'Scaled',
      message: 'Two machines more.',
      type: 'Normal',
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
    };
    await objects.create(Event, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'workers.1', namespace: 'default' },
      ...told,
    });
    assert.match(await says('events --for nodepool/workers'), /Normal +Scaled +NodePool\/workers +Two machines more\./);
    assert.match(await says('get events'), /Normal +Scaled +nodepool\/workers +Two machines more\./);
    assert.match(await says('describe np workers'), /Scaled[\s\S]*Two machines more\./);
  });

  it('creates Kubernetes own kinds without a file', async () => {
    assert.match(await says('create namespace team'), /namespace\/team created/);
    await says('create secret generic door -n team --from-literal=code=1234 --from-literal=empty=');
    assert.equal(
      await says('get secret door -n team -o jsonpath={.data.code}'),
      Buffer.from('1234').toString('base64'),
    );
    await says('create configmap map -n team --from-literal=a=Grüße');
    assert.equal(await says('get configmap map -n team -o jsonpath={.data.a}'), 'Grüße');
    assert.match(await says('get secret -n team'), /door +Opaque +2/);
  });

  it('tells who one is and what one may', async () => {
    assert.match(await says('auth whoami'), /admins[\s\S]*slipway:admins/);
    assert.match(await says('auth can-i delete clusters'), /yes/);
    assert.match((await run('viewers', 'auth can-i delete clusters')).output, /no/);
    assert.match((await run('viewers', 'auth can-i --list')).output, /\[get list watch\]/);
    assert.match(
      (await run('viewers', 'get secrets -n team')).errors,
      /secrets is forbidden: User "viewers" cannot list resource "secrets"/,
    );
  });

  it('says what is wrong with an object, all at once', async () => {
    writeFileSync(
      join(directory, 'wrong.yaml'),
      manifest.replace('release: v1.0.0, replicas: 2', 'replica: 2, replicas: -1').replace('workers}', 'wrong}'),
    );
    assert.match((await run('admins', 'create -f wrong.yaml')).errors, /unknown field "spec.replica"[\s\S]*replicas/);
    const { errors } = await run('admins', 'create --validate=ignore -f wrong.yaml');
    assert.match(errors, /spec\.release: Required value/);
    assert.match(errors, /spec\.replicas: Invalid value/);
  });

  it('runs dry on the server, and shows differences', async () => {
    writeFileSync(join(directory, 'more.yaml'), manifest.replace('replicas: 2', 'replicas: 9'));
    assert.match(await says('apply --server-side --force-conflicts --dry-run=server -f more.yaml'), /server dry run/);
    assert.match(
      (await run('admins', 'diff --server-side --force-conflicts -f more.yaml')).output,
      /\+ {2}replicas: 9/,
    );
    assert.equal(await says('get np workers -o jsonpath={.spec.replicas}'), '1');
  });

  it('deletes one, and all that a selector names', async () => {
    assert.match(await says('delete np workers'), /"workers" deleted/);
    assert.match((await run('admins', 'get np workers')).errors, /nodepools.slipway.dev "workers" not found/);
    assert.match(await says('delete cm --all -n team'), /"map" deleted/);
    assert.match((await run('admins', 'delete np none')).errors, /NotFound/);
    assert.equal(await says('delete np none --ignore-not-found'), '');
  });
});
