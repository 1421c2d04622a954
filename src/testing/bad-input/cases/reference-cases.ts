import { Secret } from '#api/builtin/secret.ts';
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
    metadata: { name: 'v1.2.0' },
    spec: {
      version: '1.2.0',
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

const authority = {
  kind: Secret,
  object: { metadata: { name: 'enterprise' }, stringData: { 'tls.crt': 'a', 'tls.key': 'b' } },
};

/** References to other objects, and changes of what is stored. */
export const referenceCases: readonly BadInputCase[] = [
  {
    name: 'a release that does not exist',
    file: clusterFile().replace('v1.0.0', 'v1.0.1'),
    problems: ['5:3 spec.release: there is no PlatformRelease v1.0.1; did you mean v1.0.0?'],
  },
  {
    name: 'a release far from any that exists',
    file: clusterFile().replace('v1.0.0', 'latest-and-greatest'),
    problems: ['5:3 spec.release: there is no PlatformRelease latest-and-greatest; known: v0.9.0, v1.0.0, v1.1.0'],
  },
  {
    name: 'a provider that does not exist',
    file: clusterFile().replace('docker', 'dokcer'),
    problems: ['6:3 spec.provider: there is no Provider dokcer; did you mean docker?'],
  },
  {
    name: 'a provider far from any that exists',
    file: clusterFile().replace('docker', 'aws'),
    problems: ['6:3 spec.provider: there is no Provider aws; known: docker'],
  },
  {
    name: 'another release than the stored cluster has',
    stored: [...stored, newer],
    file: clusterFile().replace('v1.0.0', 'v1.2.0'),
    problems: ['5:3 spec.release: a cluster keeps the release it was made with: make a new cluster with the other one'],
  },
  {
    name: 'another provider than the stored cluster has',
    stored: [...stored, other],
    file: clusterFile().replace('docker', 'lab'),
    problems: ['6:3 spec.provider: a cluster cannot move to another provider: replace it'],
  },
  {
    name: 'another network than the stored cluster has',
    stored,
    file: clusterFile('network: {pods: {cidrs: [10.100.0.0/16]}}'),
    problems: ['7:3 spec.network: the network of a cluster cannot change: replace the cluster'],
  },
  {
    name: 'an authority of the owner for a stored cluster, which has its own',
    stored: [...stored, authority],
    file: clusterFile('controlPlane: {certificateAuthority: {secretRef: {name: enterprise}}}'),
    problems: [
      '7:3 spec.controlPlane: the authorities of a cluster are made once: make a new cluster for another certificateAuthority',
    ],
  },
  {
    name: 'another version in a stored release',
    stored: [newer],
    file: [
      'apiVersion: slipway.dev/v1alpha1',
      'kind: PlatformRelease',
      'metadata: {name: v1.2.0}',
      'spec:',
      '  version: 1.2.0',
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
    problems: ['4:1 spec: a release never changes: publish a new one'],
  },
  {
    name: 'a revision that is not the stored one',
    stored,
    file: clusterFile().replace('{name: first}', '{name: first, resourceVersion: "1"}'),
    problems: ['3:25 metadata.resourceVersion: is not the revision of a stored object named first: leave it out'],
  },
  {
    name: 'the uid of another object',
    stored,
    file: clusterFile().replace('{name: first}', '{name: first, uid: 11111111-1111-4111-8111-111111111111}'),
    problems: ['3:25 metadata.uid: field is immutable'],
  },
  {
    name: 'a uid of what is not stored',
    file: clusterFile().replace('{name: first}', '{name: first, uid: 11111111-1111-4111-8111-111111111111}'),
    problems: ['3:25 metadata.uid: is not the uid of a stored object named first: leave it out'],
  },
  {
    name: 'the books of the server',
    file: clusterFile().replace('{name: first}', '{name: first, managedFields: [{manager: kubectl}]}'),
    problems: ['3:25 metadata.managedFields: is written by the server alone: leave it out'],
  },
  {
    name: 'a Secret whose value is no base64',
    file: ['apiVersion: v1', 'kind: Secret', 'metadata: {name: login}', 'data: {password: hunter2!}', ''].join('\n'),
    problems: ['4:8 data.password: must be base64; what is plain goes under stringData'],
  },
  {
    name: 'a Secret whose value is a number',
    file: ['apiVersion: v1', 'kind: Secret', 'metadata: {name: login}', 'stringData: {pin: 48151623}', ''].join('\n'),
    problems: ['4:14 stringData.pin: must be text, not a whole number: put it in quotes'],
  },
];
