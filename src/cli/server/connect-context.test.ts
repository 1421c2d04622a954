import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Namespace } from '#api/builtin/namespace.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import type { KeyPair } from '#capabilities/pki.ts';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { CliError } from '../cli-error.ts';
import { runWords } from '../testing/run-words.ts';
import { connectContext } from './connect-context.ts';

const base64 = (text = '') => Buffer.from(text).toString('base64');
const says = (text: RegExp, cure?: RegExp) => (error: unknown) =>
  error instanceof CliError && text.test(error.message) && (cure === undefined || cure.test(error.cure ?? ''));

describe('a context of a kubeconfig of yours', () => {
  let server: TestServer;
  let other: Server;
  let folder: string;
  let environment: { readonly [name: string]: string | undefined };
  const { signal } = new AbortController();

  const write = (path: string, content: unknown): string => {
    const file = join(folder, path);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 });
    return file;
  };
  const context = (name: string, cluster: string, user: string) => ({ name, context: { cluster, user } });

  /** A server that is none of ours: it knows no kind of Slipway. */
  async function startOther(pair: KeyPair): Promise<string> {
    other = createServer({ cert: pair.certificate, key: pair.key }, (_request, response) => {
      const status = { kind: 'Status', status: 'Failure', reason: 'NotFound', code: 404, message: 'not found' };
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(status));
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    return `https://127.0.0.1:${(other.address() as AddressInfo).port}`;
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-context-'));
    server = await startServer(servedKinds);
    const connection = await server.connection();
    const pki = createPki(clock);
    const authority = await pki.createAuthority({ commonName: 'theirs', validSeconds: 600 });
    const validSeconds = 600;
    const own = await pki.issue({
      authority,
      commonName: 'x',
      usages: ['server'],
      addresses: ['127.0.0.1'],
      validSeconds,
    });
    mkdirSync(join(folder, 'sub'));
    write('sub/ca.pem', connection.authority ?? '');
    const plugin = write(
      'sub/plugin',
      `#!/bin/sh\n[ "$WHO" = me ] && cat <<END\n${JSON.stringify({
        kind: 'ExecCredential',
        status: { clientCertificateData: connection.certificate, clientKeyData: connection.key },
      })}\nEND\n`,
    );
    chmodSync(plugin, 0o700);
    const credentials = {
      'client-certificate-data': base64(connection.certificate),
      'client-key-data': base64(connection.key),
    };
    const first = write('sub/first', {
      clusters: [{ name: 'ours', cluster: { server: connection.server, 'certificate-authority': 'ca.pem' } }],
      users: [
        { name: 'admin', user: credentials },
        { name: 'asked', user: { exec: { command: './plugin', env: [{ name: 'WHO', value: 'me' }] } } },
        { name: 'failing', user: { exec: { command: './plugin', env: [{ name: 'WHO', value: 'nobody' }] } } },
        { name: 'missing', user: { exec: { command: './no-such-program' } } },
      ],
      contexts: [
        context('ours', 'ours', 'admin'),
        ...['asked', 'failing', 'missing'].map((name) => context(name, 'ours', name)),
      ],
    });
    const address = await startOther(own);
    const second = write('second', {
      clusters: [
        { name: 'theirs', cluster: { server: address, 'certificate-authority-data': base64(authority.certificate) } },
      ],
      users: [{ name: 'admin', user: { token: 'of the second file' } }],
      contexts: [context('theirs', 'theirs', 'admin'), context('ours', 'theirs', 'admin')],
    });
    environment = { ...process.env, KUBECONFIG: [first, '', join(folder, 'absent'), second].join(delimiter) };
  });
  after(async () => {
    await server.close();
    other.close();
    rmSync(folder, { recursive: true });
  });

  for (const name of ['ours', 'asked']) {
    it(`leads to its server, the first file that has it winning: ${name}`, async () => {
      const client = await connectContext({ environment, signal }, name);
      try {
        assert.ok(Array.isArray((await client.objects.list(Namespace)).items));
      } finally {
        await client.close();
      }
    });
  }

  it('says what else there is where there is no such context', () =>
    assert.rejects(
      connectContext({ environment, signal }, 'none'),
      says(/context none: .*no context named "none"/, /has: ours, asked, failing, missing, theirs, ours/),
    ));

  it('is refused where the cluster knows no kind of Slipway', () =>
    assert.rejects(
      connectContext({ environment, signal }, 'theirs'),
      says(/context theirs is no management cluster/, /slipway install/),
    ));

  it('says which program gave no credential, and nothing that it printed', async () => {
    await assert.rejects(
      connectContext({ environment, signal }, 'failing'),
      says(/plugin, .* gave no credential: exit code 1/),
    );
    await assert.rejects(connectContext({ environment, signal }, 'missing'), says(/no-such-program, .* cannot be run/));
  });

  it('says so where there is no kubeconfig at all', () =>
    assert.rejects(
      connectContext({ environment: { HOME: folder }, signal }, 'ours'),
      says(/no context named "ours"/, /no context in your kubeconfig/),
    ));

  it('is completed, and so are the names of its objects', async () => {
    const options = { directory: folder, context: { environment } };
    const complete = async (...words: readonly string[]) =>
      (await runWords(['complete', '--', ...words], options)).printed.map((line) => line.split('\t')[0]);
    assert.deepEqual(await complete('--context', 'o'), ['ours']);
    assert.deepEqual(await complete('get', '--context=the'), ['--context=theirs']);
    const names = ['default'];
    assert.deepEqual(await complete('--context', 'ours', 'get', 'namespaces', 'd'), names);
    assert.deepEqual(await complete('get', '--context', 'asked', 'namespaces', 'd'), names);
    assert.deepEqual(await complete('--context', 'missing', 'get', 'namespaces', 'd'), []);
  });

  it('is where commands look, and not where a manager is started, stopped or copied', async () => {
    const client = await server.client();
    await client.objects.create(Namespace, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    const options = { directory: folder, client, context: { cluster: 'ours' } };
    assert.deepEqual((await runWords(['get', 'namespaces', '-o', 'name'], options)).printed, [
      'namespace/default',
      'namespace/team',
    ]);
    for (const command of ['start', 'stop', 'status', 'accept', 'backup']) {
      const words = ['server', command, ...(command === 'backup' ? ['/x'] : [])];
      const { code, said } = await runWords(words, options);
      assert.equal(code, 2, command);
      assert.match(said[0] ?? '', new RegExp(`^slipway server ${command} is of a manager with a store of its own`));
    }
    const logs = await runWords(['logs', 'machine', 'first-workers-1'], options);
    assert.equal(logs.code, 1);
    assert.match(logs.said[0] ?? '', /which a management cluster does not have/);
    assert.equal((await runWords(['kubeconfig', '--manager'], options)).code, 2);
  });
});
