import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Event } from '#api/builtin/event.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { CliError } from '../cli-error.ts';
import { runWords } from '../testing/run-words.ts';
import { unpacked } from '../testing/unpacked.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64');

function privateKey(): string {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** The longest line of a key: what gives it away wherever it stands. */
function body(key: string): string {
  return key.split('\n').toSorted((a, b) => b.length - a.length)[0] ?? '';
}

/** One secret of every sort, each told in a place where no secret belongs. */
const keys = {
  authority: privateKey(),
  'service account': privateKey(),
  'manager authority': privateKey(),
  'administrator of the manager': privateKey(),
  'kept credential': privateKey(),
  'key that only the log has': privateKey(),
};
const tokens = {
  'token of a join': 'abcdef.0123456789abcdef',
  'token in the log': 'a1b2c3.fedcba9876543210',
  'bearer token': 'bearer-Zm9vYmFyYmF6cXV4',
  'web token': 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJzZWNyZXQtc3ViamVjdCJ9.c2lnbmF0dXJlLW9mLWl0',
  'password of a registry': 'correct-horse-battery',
  'value of a config map': 'kept-in-a-config-map',
  'password of a proxy': 'proxy-password-1',
  'text of a file on machines': 'text-for-machines-only',
};
const everything: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, body(key)])),
  ...tokens,
};

function leaks(text: string): readonly string[] {
  return Object.keys(everything).filter((name) => {
    const secret = everything[name] ?? '';
    return text.includes(secret) || text.includes(encode(secret).replace(/=+$/, '').slice(0, -1));
  });
}

describe('a support bundle', () => {
  let directory: string;
  let server: TestServer;
  let client: KubeClient;

  const bundle = (...words: readonly string[]) =>
    runWords(['support-bundle', ...words], {
      directory,
      client,
      context: { environment: { HOME: directory, HTTPS_PROXY: 'http://me:proxy-password-1@proxy.example.com:3128' } },
    });

  function write(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
  }

  function keep(): void {
    const paths = serverPaths(directory);
    write(paths.authority.key, keys['manager authority']);
    const user = { 'client-key-data': encode(keys['administrator of the manager']) };
    write(paths.kubeconfig, JSON.stringify({ users: [{ user }] }));
    write(join(directory, 'credentials', 'uid.json'), JSON.stringify({ key: keys['kept credential'] }));
    const kubeconfig = JSON.stringify({ users: [{ user: { 'client-key-data': encode(keys.authority) } }] });
    const lines = [
      'an ordinary line that stays',
      JSON.stringify({ message: `wrote ${keys['key that only the log has']}` }),
      `the authority is ${keys['manager authority']}`,
      `as base64: ${encode(keys['kept credential'])}`,
      `in a kubeconfig in base64: ${encode(kubeconfig)}`,
      `token ${tokens['token in the log']}, Authorization: Bearer ${tokens['bearer token']}, ${tokens['web token']}`,
      body(keys['administrator of the manager']),
    ];
    write(paths.log, lines.join('\n'));
    write(join(paths.tasks, 'task', 'log'), `docker login -p ${tokens['password of a registry']}`);
  }

  async function store(): Promise<void> {
    const namespace = 'default';
    const fieldManager = 'test';
    const secret = (name: string, data: Readonly<Record<string, string>>) => {
      const encoded = Object.fromEntries(Object.entries(data).map(([field, value]) => [field, encode(value)]));
      const annotations = { copy: JSON.stringify(encoded) };
      const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace, annotations }, data: encoded };
      return client.objects.apply(Secret, object, { fieldManager });
    };
    await secret('first-authorities', {
      'ca.key': keys.authority,
      'sa.key': keys['service account'],
      'ca.crt': 'public',
    });
    await secret('first-token', { token: tokens['token of a join'], id: 'abcdef' });
    await secret('registry', { password: tokens['password of a registry'], again: tokens['password of a registry'] });
    await client.objects.apply(
      ConfigMap,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings', namespace },
        data: { value: tokens['value of a config map'] },
      },
      { fieldManager },
    );
    const files = [{ path: '/etc/example.conf', content: tokens['text of a file on machines'] }];
    const spec = { release: 'v1', provider: 'docker', pools: [{ name: 'workers', replicas: 1, files }] };
    const annotations = {
      note: `${tokens['password of a registry']} ${tokens['token of a join']}`,
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ spec }),
    };
    await client.objects.apply(
      Cluster,
      {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Cluster',
        metadata: { name: 'first', namespace, annotations },
        spec,
      },
      { fieldManager },
    );
    await client.objects.create(Event, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'told', namespace },
      involvedObject: { kind: 'Cluster', name: 'first', namespace },
      type: 'Warning',
      reason: 'Error',
      message: `kubeadm said ${keys['service account']}`,
    });
    await client.objects.apply(
      Machine,
      {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Machine',
        metadata: { name: 'first-workers-1', namespace },
        spec: { cluster: 'first', role: 'Worker', release: 'v1', machine: {} },
      },
      { fieldManager },
    );
    const status = { providerId: 'x', bootstrap: { state: 'Failed', message: `bad ${tokens['token of a join']}` } };
    const machine = { namespace, name: 'first-workers-1' };
    await client.objects.patch(Machine, machine, { type: 'merge', subresource: 'status', body: { status } });
  }

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'slipway-support-'));
    const batch = (source: string) => [`${source} says ${tokens['token of a join']} and ${body(keys.authority)}`];
    server = await startServer(servedKinds, {
      machineLogs: {
        open: async ({ source }) => {
          const batches = [batch(source)];
          return { next: async () => batches.shift() ?? [], close: () => {} };
        },
      },
    });
    client = await server.client();
    await store();
    keep();
  });

  after(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  it('holds no secret that was made, wherever it was told, and everything else', async () => {
    const path = join(directory, 'bundle.tar.gz');
    const { code, printed, said } = await bundle('-o', path);
    assert.deepEqual([code, printed], [0, [path]], said.join('\n'));
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const files = await unpacked(path);
    for (const [name, text] of files) assert.deepEqual(leaks(text), [], name);
    const find = (end: string) => [...files].find(([name]) => name.endsWith(end))?.[1] ?? assert.fail(`no ${end}`);
    assert.match(find('manager.log'), /^an ordinary line that stays\n/);
    assert.match(find('objects/clusters.yaml'), /name: first[\s\S]*content: 22 characters, digest /);
    assert.match(find('events.txt'), /kubeadm said \[struck out\]/);
    assert.match(find('machines/default/first-workers-1/journal.jsonl'), /^journal says /);
    assert.match(find('machines/default/first-workers-1/kubelet.log'), /^kubelet says /);
    assert.match(find('explanations/machine-default-first-workers-1.txt'), /NotReported/);
    assert.match(find('versions.json'), /"api": "slipway.dev/);
    assert.match(find('doctor.txt'), /state-directory/);
    assert.match(find('conditions.txt'), /^OBJECT/);
    assert.match(find('builds/task.log'), /docker login -p \[struck out\]/);
    assert.equal(find('missing.txt'), 'nothing\n');
  });

  it('has Secrets by name, length and a digest that means nothing in another bundle', async () => {
    const digests: string[][] = [];
    for (const name of ['one', 'two']) {
      const path = join(directory, `${name}.tar.gz`);
      await bundle('-o', path);
      const text = [...(await unpacked(path))].find(([file]) => file.endsWith('objects/secrets.yaml'))?.[1] ?? '';
      assert.match(text, /name: registry/);
      digests.push(
        [...text.matchAll(/(?:password|again): 28 characters, digest (\w+)/g)].map(([, digest = '']) => digest),
      );
    }
    const [one = [], two = []] = digests;
    assert.equal(one.length, 2);
    assert.equal(one[0], one[1]);
    assert.notEqual(one[0], two[0]);
  });

  it('is made without a manager too, of what this machine tells', async () => {
    const path = join(directory, 'alone.tar.gz');
    const { code, said } = await runWords(['support-bundle', '-o', path], {
      directory,
      client,
      context: { connect: () => Promise.reject(new CliError('the manager does not run')) },
    });
    assert.equal(code, 0);
    assert.match(said.join('\n'), /not collected: everything that only the manager tells: the manager does not run/);
    const files = await unpacked(path);
    assert.ok([...files.keys()].some((name) => name.endsWith('/manager.log')));
    const known = new Set(['password of a registry']);
    for (const [name, text] of files)
      assert.deepEqual(
        leaks(text).filter((secret) => !known.has(secret)),
        [],
        name,
      );
  });

  it('never takes the place of a file, and leaves none behind that it could not finish', async () => {
    const path = join(directory, 'taken.tar.gz');
    writeFileSync(path, 'mine');
    const { code, said } = await bundle('-o', path);
    assert.equal(code, 1);
    assert.match(said.join('\n'), /is there already/);
    assert.equal(statSync(path).size, 4);
    assert.equal((await bundle('-o', join(directory, 'nowhere', 'b.tar.gz'))).code, 1);
    assert.equal(existsSync(join(directory, 'nowhere')), false);
  });

  it('is searched by a test that finds a secret where it stands', () => {
    for (const [name, secret] of Object.entries(everything)) {
      assert.deepEqual(leaks(`before ${secret} after`), [name]);
      assert.deepEqual(leaks(encode(secret)), [name]);
    }
  });
});
