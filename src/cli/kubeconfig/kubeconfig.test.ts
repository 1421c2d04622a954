import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { buildKubeconfig } from './build-kubeconfig.ts';
import { mergeKubeconfig } from './merge-kubeconfig.ts';

const access = {
  namespace: 'default',
  name: 'first',
  uid: 'u',
  release: 'v1.0.0',
  server: 'https://127.0.0.1:40000',
  authority: 'CA',
};
const command = { command: '/opt/slipway/bin/slipway', args: ['credential', 'first'], environment: {} };

describe('a kubeconfig', () => {
  it('names the program that fetches a certificate, and holds no key', () => {
    const config = buildKubeconfig(access, command);
    assert.equal(config['current-context'], 'slipway-first');
    assert.match(JSON.stringify(config), /client\.authentication\.k8s\.io\/v1/);
    assert.doesNotMatch(JSON.stringify(config), /client-key-data/);
  });

  it('of a cluster in another namespace has another name', () => {
    assert.equal(buildKubeconfig({ ...access, namespace: 'team' }, command)['current-context'], 'slipway-team-first');
  });

  it('is merged in place of its own older entries; others and comments stay', () => {
    const old =
      '# mine\napiVersion: v1\nkind: Config\nclusters:\n  - name: work # the other one\n    cluster: {server: https://work}\nusers: []\ncontexts: []\ncurrent-context: work\n';
    const once = mergeKubeconfig(old, buildKubeconfig(access, command));
    const twice = mergeKubeconfig(once, buildKubeconfig({ ...access, server: 'https://127.0.0.1:40001' }, command));
    assert.match(twice, /# mine/);
    assert.match(twice, /# the other one/);
    const read = parse(twice) as {
      clusters: { name: string; cluster: { server: string } }[];
      'current-context': string;
    };
    assert.deepEqual(
      read.clusters.map(({ name, cluster }) => [name, cluster.server]),
      [
        ['work', 'https://work'],
        ['slipway-first', 'https://127.0.0.1:40001'],
      ],
    );
    assert.equal(read['current-context'], 'slipway-first');
  });

  it('may be merged into nothing, and never into what is no kubeconfig', () => {
    assert.match(mergeKubeconfig('', buildKubeconfig(access, command)), /current-context: slipway-first/);
    assert.throws(() => mergeKubeconfig('- a\n', buildKubeconfig(access, command)), /no YAML object/);
  });
});
