import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineFiles } from './machine-files.ts';
import { textKey } from './text-key.ts';
import { textReferences } from './text-references.ts';

const registries = [
  {
    name: 'docker.io',
    mirrors: [
      { url: 'https://mirror.example.com', overridePath: false },
      {
        url: 'https://harbor.example.com/v2/hub',
        overridePath: true,
        caFrom: { configMapKeyRef: { name: 'authority', key: 'ca.crt' } },
      },
    ],
  },
  { name: 'registry.example.com:5000', caFrom: { secretKeyRef: { name: 'private', key: 'ca.crt' } } },
  { name: '_default', mirrors: [{ url: 'http://cache.example.com', overridePath: false }] },
];
const texts = new Map([
  ['ConfigMap/authority/ca.crt', 'open authority\n'],
  ['Secret/private/ca.crt', 'private authority\n'],
  ['Secret/login/token', 'hunter2\n'],
]);

function filesOf(inputs: Parameters<typeof machineFiles>[0]): ReadonlyMap<string, readonly [string, boolean, string]> {
  return new Map(machineFiles(inputs, texts).map((file) => [file.path, [file.mode, file.secret, file.content]]));
}

test('mirrors come in their order, each with its authority, and the registry itself last', () => {
  const files = filesOf({ registries });
  const folder = '/etc/containerd/certs.d/docker.io';
  assert.deepEqual(files.get(`${folder}/hosts.toml`)?.[2].split('\n'), [
    '[host."https://mirror.example.com"]',
    '  capabilities = ["pull", "resolve"]',
    '',
    '[host."https://harbor.example.com/v2/hub"]',
    '  capabilities = ["pull", "resolve"]',
    `  ca = "${folder}/mirror-2-ca.crt"`,
    '  override_path = true',
    '',
  ]);
  assert.deepEqual(files.get(`${folder}/mirror-2-ca.crt`), ['0600', false, 'open authority\n']);
});

test('an authority of the registry itself needs its address, and one from a Secret travels with the secrets', () => {
  const files = filesOf({ registries });
  const folder = '/etc/containerd/certs.d/registry.example.com:5000';
  assert.deepEqual(files.get(`${folder}/hosts.toml`), [
    '0644',
    false,
    `server = "https://registry.example.com:5000"\nca = "${folder}/ca.crt"\n`,
  ]);
  assert.deepEqual(files.get(`${folder}/ca.crt`), ['0600', true, 'private authority\n']);
});

test('a file of the user has its mode and its text, wherever that stands; settings of the kubelet become a patch', () => {
  const files = filesOf({
    files: [
      { path: '/etc/motd', mode: '0644', content: 'welcome\n' },
      { path: '/etc/token', mode: '0400', contentFrom: { secretKeyRef: { name: 'login', key: 'token' } } },
    ],
    kubelet: { maxPods: 20 },
  });
  assert.deepEqual(
    [...files],
    [
      ['/etc/motd', ['0644', false, 'welcome\n']],
      ['/etc/token', ['0400', true, 'hunter2\n']],
      ['/etc/slipway/patches/kubeletconfiguration+merge.json', ['0600', false, '{\n  "maxPods": 20\n}\n']],
    ],
  );
  assert.deepEqual(filesOf({ kubelet: {}, files: [] }).size, 0);
});

test('everything that is referred to is named with its field', () => {
  const proxy = { httpProxy: 'http://proxy.example.com', secretRef: { name: 'login' } };
  const files = [
    { path: '/etc/a', mode: '0600', content: 'a' },
    { path: '/etc/b', mode: '0600', contentFrom: { configMapKeyRef: { name: 'texts', key: 'b' } } },
  ];
  assert.deepEqual(
    textReferences({ files, registries, proxy }).map((reference) => `${reference.field} ${textKey(reference)}`),
    [
      'files[1].contentFrom ConfigMap/texts/b',
      'registries[0].mirrors[1].caFrom ConfigMap/authority/ca.crt',
      'registries[1].caFrom Secret/private/ca.crt',
      'proxy.secretRef Secret/login/username',
      'proxy.secretRef Secret/login/password',
    ],
  );
});
