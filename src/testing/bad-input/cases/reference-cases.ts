import { Cluster } from '#api/cluster/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { BadInputCase } from '../bad-input-case.ts';
import { clusterFile } from '../cluster-file.ts';

const stored = [
  { kind: Cluster, object: { metadata: { name: 'first' }, spec: { release: 'v1.0.0', provider: 'docker' } } },
];
const other = { kind: Provider, object: { metadata: { name: 'lab' }, spec: { type: 'docker' } } };
const newer = {
  kind: PlatformRelease,
  object: {
    metadata: { name: 'v1.1.0' },
    spec: {
      version: '1.1.0',
      components: {
        kubernetes: '1.37.2',
        etcd: '3.6.16',
        coredns: '1.14.7',
        containerd: '2.2.9',
        cniPlugins: '1.9.1',
        pause: '3.10.2',
        haproxy: '3.0',
        os: 'debian-trixie',
      },
    },
  },
};

/** References to other objects, and changes of what is stored. */
export const referenceCases: readonly BadInputCase[] = [
  { name: 'a release that does not exist', file: clusterFile().replace('v1.0.0', 'v1.0.1'), problems: [] },
  {
    name: 'a release far from any that exists',
    file: clusterFile().replace('v1.0.0', 'latest-and-greatest'),
    problems: [],
  },
  { name: 'a provider that does not exist', file: clusterFile().replace('docker', 'dokcer'), problems: [] },
  { name: 'a provider far from any that exists', file: clusterFile().replace('docker', 'aws'), problems: [] },
  {
    name: 'another release than the stored cluster has',
    stored: [...stored, newer],
    file: clusterFile().replace('v1.0.0', 'v1.1.0'),
    problems: [],
  },
  {
    name: 'another provider than the stored cluster has',
    stored: [...stored, other],
    file: clusterFile().replace('docker', 'lab'),
    problems: [],
  },
  {
    name: 'another network than the stored cluster has',
    stored,
    file: clusterFile('network: {pods: {cidrs: [10.100.0.0/16]}}'),
    problems: [],
  },
  {
    name: 'another version in a stored release',
    stored: [newer],
    file: [
      'apiVersion: slipway.dev/v1alpha1',
      'kind: PlatformRelease',
      'metadata: {name: v1.1.0}',
      'spec:',
      '  version: 1.1.0',
      '  components:',
      '    kubernetes: 1.37.3',
      '    etcd: 3.6.16',
      '    coredns: 1.14.7',
      '    containerd: 2.2.9',
      '    cniPlugins: 1.9.1',
      '    pause: 3.10.2',
      '    haproxy: "3.0"',
      '    os: debian-trixie',
      '',
    ].join('\n'),
    problems: [],
  },
  {
    name: 'a revision that is not the stored one',
    stored,
    file: clusterFile().replace('{name: first}', '{name: first, resourceVersion: "1"}'),
    problems: [],
  },
  {
    name: 'a revision of what is not stored',
    file: clusterFile().replace('{name: first}', '{name: first, resourceVersion: "1"}'),
    problems: [],
  },
  {
    name: 'the uid of another object',
    stored,
    file: clusterFile().replace('{name: first}', '{name: first, uid: 11111111-1111-4111-8111-111111111111}'),
    problems: [],
  },
  {
    name: 'a uid of what is not stored',
    file: clusterFile().replace('{name: first}', '{name: first, uid: 11111111-1111-4111-8111-111111111111}'),
    problems: [],
  },
  {
    name: 'the books of the server',
    file: clusterFile().replace('{name: first}', '{name: first, managedFields: [{manager: kubectl}]}'),
    problems: [],
  },
  {
    name: 'a Secret whose value is no base64',
    file: ['apiVersion: v1', 'kind: Secret', 'metadata: {name: login}', 'data: {password: hunter2!}', ''].join('\n'),
    problems: [],
  },
  {
    name: 'a Secret whose value is a number',
    file: ['apiVersion: v1', 'kind: Secret', 'metadata: {name: login}', 'stringData: {pin: 48151623}', ''].join('\n'),
    problems: [],
  },
];
