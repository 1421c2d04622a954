import type { BadInputCase } from '../bad-input-case.ts';
import { clusterFile } from '../cluster-file.ts';

const bare = ['apiVersion: slipway.dev/v1alpha1', 'kind: Cluster'];
const spec = ['spec: {release: v1.0.0, provider: docker}', ''];

function file(...lines: readonly string[]): string {
  return [...lines, ''].join('\n');
}

/** Kinds, names, unknown fields and types. */
export const shapeCases: readonly BadInputCase[] = [
  {
    name: 'a kind that is none',
    file: file('apiVersion: slipway.dev/v1alpha1', 'kind: Clutser', 'metadata: {name: first}', ...spec),
    problems: ['2:1 kind: there is no kind "Clutser"; did you mean Cluster?'],
  },
  {
    name: 'a kind in small letters',
    file: file('apiVersion: slipway.dev/v1alpha1', 'kind: cluster', 'metadata: {name: first}', ...spec),
    problems: ['2:1 kind: there is no kind "cluster"; did you mean Cluster?'],
  },
  {
    name: 'a kind of somebody else',
    file: file('apiVersion: apps/v1', 'kind: Deployment', 'metadata: {name: first}'),
    problems: [
      '2:1 kind: there is no kind "Deployment": there are Cluster, ControlPlane, NodePool, Machine, MachineImage, PlatformRelease, Provider, Plan, Namespace, Secret, ConfigMap, Event, Lease, ServiceAccount, CertificateSigningRequest',
    ],
  },
  {
    name: 'no kind',
    file: file('apiVersion: slipway.dev/v1alpha1', 'metadata: {name: first}', ...spec),
    problems: ['1:1 kind: is missing: say what this is, for example Cluster'],
  },
  {
    name: 'no apiVersion',
    file: file('kind: Cluster', 'metadata: {name: first}', ...spec),
    problems: ['1:1 apiVersion: is missing: for example slipway.dev/v1alpha1'],
  },
  {
    name: 'an apiVersion that does not exist',
    file: file('apiVersion: slipway.dev/v1', 'kind: Cluster', 'metadata: {name: first}', ...spec),
    problems: ['1:1 apiVersion: Cluster is of slipway.dev/v1alpha1, not of slipway.dev/v1'],
  },
  {
    name: 'a Cluster of the Cluster API',
    file: file('apiVersion: cluster.x-k8s.io/v1beta1', 'kind: Cluster', 'metadata: {name: first}'),
    problems: ['1:1 apiVersion: Cluster is of slipway.dev/v1alpha1, not of cluster.x-k8s.io/v1beta1'],
  },
  { name: 'no metadata', file: file(...bare, ...spec), problems: ['1:1 metadata: is missing: give the object a name'] },
  {
    name: 'metadata that is text',
    file: file(...bare, 'metadata: first', ...spec),
    problems: ['3:1 metadata: must be a map with a name'],
  },
  {
    name: 'no name',
    file: file(...bare, 'metadata: {labels: {a: b}}', ...spec),
    problems: ['3:1 metadata.name: is missing: every object has a name'],
  },
  {
    name: 'a name that is a number',
    file: file(...bare, 'metadata: {name: 1}', ...spec),
    problems: ['3:12 metadata.name: must be text: put it in quotes'],
  },
  {
    name: 'generateName',
    file: file(...bare, 'metadata: {generateName: first-}', ...spec),
    problems: [
      '3:12 metadata.generateName: cannot be declared, for every time would make another object: give it a name',
    ],
  },
  {
    name: 'a name that is too long',
    file: file(...bare, 'metadata: {name: the-first-cluster-of-the-platform-team}', ...spec),
    problems: ['3:12 metadata.name: must have at most 30 characters'],
  },
  {
    name: 'a name with capitals',
    file: file(...bare, 'metadata: {name: First}', ...spec),
    problems: [
      '3:12 metadata.name: must be lower-case letters, digits, dashes and dots, with a letter or digit at both ends',
    ],
  },
  {
    name: 'a name with an underscore',
    file: file(...bare, 'metadata: {name: first_one}', ...spec),
    problems: [
      '3:12 metadata.name: must be lower-case letters, digits, dashes and dots, with a letter or digit at both ends',
    ],
  },
  {
    name: 'a name with a slash',
    file: file(...bare, 'metadata: {name: a/b}', ...spec),
    problems: ['3:12 metadata.name: must have no slash and no percent sign: it becomes part of addresses'],
  },
  {
    name: 'a name with a dot',
    file: file(...bare, 'metadata: {name: first.one}', ...spec),
    problems: ['3:12 metadata.name: must have no dots: machines are named after it'],
  },
  {
    name: 'a name that begins with a dash',
    file: file(...bare, 'metadata: {name: -first}', ...spec),
    problems: [
      '3:12 metadata.name: must be lower-case letters, digits, dashes and dots, with a letter or digit at both ends',
    ],
  },
  {
    name: 'a namespace that does not exist',
    file: file(...bare, 'metadata: {name: first, namespace: team-a}', ...spec),
    problems: [
      '3:25 metadata.namespace: there is no namespace team-a: create it first, or declare it in the same file',
    ],
  },
  {
    name: 'a namespace that does not exist and something wrong besides',
    file: file(
      ...bare,
      'metadata: {name: first, namespace: team-a}',
      'spec: {release: v1.0.0, provider: docker, gats: []}',
    ),
    problems: [
      '3:25 metadata.namespace: there is no namespace team-a: create it first, or declare it in the same file',
      '4:43 spec.gats: unknown field, did you mean "gates"?',
    ],
  },
  {
    name: 'a namespace that cannot exist',
    file: file(...bare, 'metadata: {name: first, namespace: Team_A}', ...spec),
    problems: [
      '3:25 metadata.namespace: there is no namespace Team_A: create it first, or declare it in the same file',
    ],
  },
  {
    name: 'another namespace than the command line',
    file: file(...bare, 'metadata: {name: first, namespace: default}', ...spec),
    namespace: 'slipway-system',
    problems: [
      '3:25 metadata.namespace: the file says default and the command line says slipway-system',
      'leave out one of the two',
    ],
  },
  {
    name: 'a namespace of its own whose Cluster is wrong',
    file: file(
      'apiVersion: v1',
      'kind: Namespace',
      'metadata: {name: team-b}',
      '---',
      ...bare,
      'metadata: {name: first, namespace: team-b}',
      'spec: {release: v1.0.0, provider: docker, controlPlane: {replicas: 0}}',
    ),
    problems: ['8:58 spec.controlPlane.replicas: must be at least 1, not 0'],
  },
  {
    name: 'a label whose key is malformed',
    file: file(...bare, 'metadata:', '  name: first', '  labels: {-a: b}', ...spec),
    problems: [
      "5:3 metadata.labels: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  },
  {
    name: 'an annotation that is a number',
    file: file(...bare, 'metadata:', '  name: first', '  annotations: {cost-center: 4711}', ...spec),
    problems: ['5:17 metadata.annotations.cost-center: must be text, not a whole number: put it in quotes'],
  },
  {
    name: 'a misspelt field',
    file: clusterFile('controlplane: {replicas: 1}'),
    problems: ['7:3 spec.controlplane: unknown field, did you mean "controlPlane"?'],
  },
  {
    name: 'a misspelt field in a pool',
    file: clusterFile('pools:', '- name: workers', '  replica: 2'),
    problems: ['9:5 spec.pools[0].replica: unknown field, did you mean "replicas"?'],
  },
  {
    name: 'a field nobody knows',
    file: clusterFile('nodes: 3', 'flavour: m1'),
    problems: ['7:3 spec.nodes: unknown field', '8:3 spec.flavour: unknown field'],
  },
  {
    name: 'a field of the spec outside of it',
    file: `${clusterFile()}pools: []\n`,
    problems: ['7:1 pools: unknown field'],
  },
  {
    name: 'text where a number is asked for',
    file: clusterFile('pools:', '- {name: workers, replicas: "3"}'),
    problems: ['8:21 spec.pools[0].replicas: must be a whole number, not text'],
  },
  {
    name: 'yes where a number is asked for',
    file: clusterFile('controlPlane: {replicas: yes}'),
    problems: ['7:18 spec.controlPlane.replicas: must be a whole number, not text'],
  },
  {
    name: 'a map where a list is asked for',
    file: clusterFile('pools:', '  workers: {replicas: 2}'),
    problems: ['7:3 spec.pools: must be a list, not a map'],
  },
  {
    name: 'a list where a map is asked for',
    file: clusterFile('controlPlane:', '- replicas: 1'),
    problems: ['7:3 spec.controlPlane: must be a map, not a list'],
  },
  {
    name: 'text where a map is asked for',
    file: clusterFile('network: default'),
    problems: ['7:3 spec.network: must be a map, not text'],
  },
  {
    name: 'nothing where a list is asked for',
    file: clusterFile('gates:'),
    problems: ['7:3 spec.gates: must be a list, not nothing'],
  },
  {
    name: 'nothing where the release is asked for',
    file: file(...bare, 'metadata: {name: first}', 'spec:', '  release:', '  provider: docker'),
    problems: ['5:3 spec.release: must be text, not nothing'],
  },
  {
    name: 'a release that is a number',
    file: file(...bare, 'metadata: {name: first}', 'spec: {release: 1.0, provider: docker}'),
    problems: ['4:8 spec.release: must be text, not a whole number: put it in quotes'],
  },
  {
    name: 'an empty spec',
    file: file(...bare, 'metadata: {name: first}', 'spec: {}'),
    problems: ['4:1 spec.release: is missing', '4:1 spec.provider: is missing'],
  },
  { name: 'no spec', file: file(...bare, 'metadata: {name: first}'), problems: ['1:1 spec: is missing'] },
  {
    name: 'a management that is none',
    file: clusterFile('management: observe'),
    problems: ['7:3 spec.management: must be "Manage", "Observe" or "Paused", not "observe"'],
  },
  {
    name: 'a status',
    file: `${clusterFile()}status: {machines: 3}\n`,
    problems: ['7:1 status: is written by the manager alone: leave it out'],
  },
  {
    name: 'a release version that is none',
    file: file(
      'apiVersion: slipway.dev/v1alpha1',
      'kind: PlatformRelease',
      'metadata: {name: v9}',
      'spec: {version: v9, components: {kubernetes: "1.36"}}',
    ),
    problems: [
      '4:8 spec.version: must be a semantic version such as 1.0.0, without a v, not "v9"',
      '4:21 spec.components.etcd: is missing',
      '4:21 spec.components.coredns: is missing',
      '4:21 spec.components.containerd: is missing',
      '4:21 spec.components.cniPlugins: is missing',
      '4:21 spec.components.pause: is missing',
      '4:21 spec.components.haproxy: is missing',
      '4:21 spec.components.os: is missing',
    ],
  },
  {
    name: 'a Kubernetes older than any that can be set up',
    file: file(
      'apiVersion: slipway.dev/v1alpha1',
      'kind: PlatformRelease',
      'metadata: {name: v0.1.0}',
      'spec:',
      '  version: 0.1.0',
      '  components: {kubernetes: 1.30.14, etcd: 3.5.21, coredns: 1.14.7, containerd: 2.2.9, cniPlugins: 1.9.1, pause: 3.10.2, haproxy: "3.0", os: debian-trixie}',
    ),
    problems: [
      '6:16 spec.components.kubernetes: must be 1.31.0 or newer: what machines are given is for kubeadm 1.31 and newer',
    ],
  },
  {
    name: 'a provider type that is none',
    file: file('apiVersion: slipway.dev/v1alpha1', 'kind: Provider', 'metadata: {name: lab}', 'spec: {type: dokcer}'),
    problems: ['4:8 spec.type: must be "docker" or "sim", not "dokcer"'],
  },
  {
    name: 'many things wrong at once',
    file: file(
      ...bare,
      'metadata: {name: First}',
      'spec:',
      '  release: v1.0.1',
      '  provider: dcoker',
      '  network: {pods: {cidrs: [10.244.0.0]}}',
      '  controlPlane: {replicas: 2}',
      '  pools:',
      '  - {name: a, replicas: -1, colour: red}',
      '  - {name: a}',
    ),
    problems: [
      '3:12 metadata.name: must be lower-case letters, digits, dashes and dots, with a letter or digit at both ends',
      '5:3 spec.release: there is no PlatformRelease v1.0.1; did you mean v1.0.0?',
      '6:3 spec.provider: there is no Provider dcoker; did you mean docker?',
      '7:28 spec.network.pods.cidrs[0]: must be an address range such as 10.244.0.0/16, not "10.244.0.0"',
      '8:18 spec.controlPlane.replicas: must be 1: a control plane of several machines cannot be made yet',
      '10:15 spec.pools[0].replicas: must be at least 0, not -1',
      '10:29 spec.pools[0].colour: unknown field',
      '11:5 spec.pools[1]: is there already: another item has the name "a"',
    ],
  },
];
