import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readKubeconfig } from './read-kubeconfig.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function kubeconfig(user: string, cluster = ''): string {
  return `
apiVersion: v1
kind: Config
current-context: main
contexts:
- {name: main, context: {cluster: c, user: u}}
- {name: other, context: {cluster: gone, user: u}}
clusters:
- {name: c, cluster: {server: "https://10.0.0.1:6443", certificate-authority-data: ${base64('CA')}${cluster}}}
users:
- {name: u, user: {${user}}}
`;
}

describe('a kubeconfig', () => {
  it('gives server, authority, client certificate and key', async () => {
    const text = kubeconfig(`client-certificate-data: ${base64('CERT')}, client-key-data: ${base64('KEY')}`);
    const connection = { server: 'https://10.0.0.1:6443', authority: 'CA', certificate: 'CERT', key: 'KEY' };
    assert.deepEqual(await readKubeconfig({ text }), connection);
  });

  it('gives a token and the name to expect in the certificate', async () => {
    const text = kubeconfig('token: abc', ', tls-server-name: kubernetes');
    const { token, serverName } = await readKubeconfig({ text });
    assert.deepEqual([token, serverName], ['abc', 'kubernetes']);
  });

  it('reads files only where that is allowed', async () => {
    const text = kubeconfig('client-certificate: /c, client-key: /k');
    await assert.rejects(readKubeconfig({ text }), /files are not read here/);
    const { certificate, key } = await readKubeconfig({ text, readFile: async (path) => `content of ${path}` });
    assert.deepEqual([certificate, key], ['content of /c', 'content of /k']);
  });

  it('runs a program only where that is allowed', async () => {
    const text = kubeconfig(
      'exec: {apiVersion: client.authentication.k8s.io/v1, command: get-token, args: [a], env: [{name: N, value: v}]}',
    );
    await assert.rejects(readKubeconfig({ text }), /run the program get-token, which is not allowed/);
    const asked: unknown[] = [];
    const runPlugin = async (plugin: unknown) => {
      asked.push(plugin);
      return { token: 'fresh' };
    };
    assert.equal((await readKubeconfig({ text, runPlugin })).token, 'fresh');
    const apiVersion = 'client.authentication.k8s.io/v1';
    assert.deepEqual(asked, [{ apiVersion, command: 'get-token', args: ['a'], env: [{ name: 'N', value: 'v' }] }]);
  });

  for (const [what, options, sentence] of [
    ['a context that is missing', { text: kubeconfig('token: a'), context: 'none' }, /no context named "none"/],
    ['a cluster that is missing', { text: kubeconfig('token: a'), context: 'other' }, /no cluster named "gone"/],
    ['a key without its certificate', { text: kubeconfig(`client-key-data: ${base64('K')}`) }, /give both/],
    [
      'a server without verification',
      { text: kubeconfig('token: a', ', insecure-skip-tls-verify: true') },
      /remove it/,
    ],
    ['plain HTTP', { text: kubeconfig('token: a').replace('https:', 'http:') }, /TLS only/],
    ['another way to log in', { text: kubeconfig('username: a, password: b') }, /use a certificate or a token/],
    ['what is no kubeconfig', { text: '- a' }, /not a YAML object/],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      await assert.rejects(readKubeconfig(options), sentence);
    });
  }
});
