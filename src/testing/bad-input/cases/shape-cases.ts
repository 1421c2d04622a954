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
    problems: [],
  },
  {
    name: 'a kind in small letters',
    file: file('apiVersion: slipway.dev/v1alpha1', 'kind: cluster', 'metadata: {name: first}', ...spec),
    problems: [],
  },
  {
    name: 'a kind of somebody else',
    file: file('apiVersion: apps/v1', 'kind: Deployment', 'metadata: {name: first}'),
    problems: [],
  },
  {
    name: 'no kind',
    file: file('apiVersion: slipway.dev/v1alpha1', 'metadata: {name: first}', ...spec),
    problems: [],
  },
  {
    name: 'no apiVersion',
    file: file('kind: Cluster', 'metadata: {name: first}', ...spec),
    problems: [],
  },
  {
    name: 'an apiVersion that does not exist',
    file: file('apiVersion: slipway.dev/v1', 'kind: Cluster', 'metadata: {name: first}', ...spec),
    problems: [],
  },
  {
    name: 'a Cluster of the Cluster API',
    file: file('apiVersion: cluster.x-k8s.io/v1beta1', 'kind: Cluster', 'metadata: {name: first}'),
    problems: [],
  },
  { name: 'no metadata', file: file(...bare, ...spec), problems: [] },
  { name: 'metadata that is text', file: file(...bare, 'metadata: first', ...spec), problems: [] },
  { name: 'no name', file: file(...bare, 'metadata: {labels: {a: b}}', ...spec), problems: [] },
  { name: 'a name that is a number', file: file(...bare, 'metadata: {name: 1}', ...spec), problems: [] },
  { name: 'generateName', file: file(...bare, 'metadata: {generateName: first-}', ...spec), problems: [] },
  {
    name: 'a name that is too long',
    file: file(...bare, 'metadata: {name: the-first-cluster-of-the-platform-team}', ...spec),
    problems: [],
  },
  { name: 'a name with capitals', file: file(...bare, 'metadata: {name: First}', ...spec), problems: [] },
  { name: 'a name with an underscore', file: file(...bare, 'metadata: {name: first_one}', ...spec), problems: [] },
  { name: 'a name with a slash', file: file(...bare, 'metadata: {name: a/b}', ...spec), problems: [] },
  { name: 'a name with a dot', file: file(...bare, 'metadata: {name: first.one}', ...spec), problems: [] },
  { name: 'a name that begins with a dash', file: file(...bare, 'metadata: {name: -first}', ...spec), problems: [] },
  {
    name: 'a namespace that does not exist',
    file: file(...bare, 'metadata: {name: first, namespace: team-a}', ...spec),
    problems: [],
  },
  {
    name: 'a namespace that does not exist and something wrong besides',
    file: file(
      ...bare,
      'metadata: {name: first, namespace: team-a}',
      'spec: {release: v1.0.0, provider: docker, gats: []}',
    ),
    problems: [],
  },
  {
    name: 'a namespace that cannot exist',
    file: file(...bare, 'metadata: {name: first, namespace: Team_A}', ...spec),
    problems: [],
  },
  {
    name: 'another namespace than the command line',
    file: file(...bare, 'metadata: {name: first, namespace: default}', ...spec),
    namespace: 'slipway-system',
    problems: [],
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
    problems: [],
  },
  {
    name: 'a label whose key is malformed',
    file: file(...bare, 'metadata:', '  name: first', '  labels: {-a: b}', ...spec),
    problems: [],
  },
  {
    name: 'an annotation that is a number',
    file: file(...bare, 'metadata:', '  name: first', '  annotations: {cost-center: 4711}', ...spec),
    problems: [],
  },
  { name: 'a misspelt field', file: clusterFile('controlplane: {replicas: 1}'), problems: [] },
  { name: 'a misspelt field in a pool', file: clusterFile('pools:', '- name: workers', '  replica: 2'), problems: [] },
  { name: 'a field nobody knows', file: clusterFile('nodes: 3', 'flavour: m1'), problems: [] },
  { name: 'a field of the spec outside of it', file: `${clusterFile()}pools: []\n`, problems: [] },
  {
    name: 'text where a number is asked for',
    file: clusterFile('pools:', '- {name: workers, replicas: "3"}'),
    problems: [],
  },
  { name: 'yes where a number is asked for', file: clusterFile('controlPlane: {replicas: yes}'), problems: [] },
  { name: 'a map where a list is asked for', file: clusterFile('pools:', '  workers: {replicas: 2}'), problems: [] },
  { name: 'a list where a map is asked for', file: clusterFile('controlPlane:', '- replicas: 1'), problems: [] },
  { name: 'text where a map is asked for', file: clusterFile('network: default'), problems: [] },
  { name: 'nothing where a list is asked for', file: clusterFile('gates:'), problems: [] },
  {
    name: 'nothing where the release is asked for',
    file: file(...bare, 'metadata: {name: first}', 'spec:', '  release:', '  provider: docker'),
    problems: [],
  },
  {
    name: 'a release that is a number',
    file: file(...bare, 'metadata: {name: first}', 'spec: {release: 1.0, provider: docker}'),
    problems: [],
  },
  { name: 'an empty spec', file: file(...bare, 'metadata: {name: first}', 'spec: {}'), problems: [] },
  { name: 'no spec', file: file(...bare, 'metadata: {name: first}'), problems: [] },
  { name: 'a management that is none', file: clusterFile('management: observe'), problems: [] },
  { name: 'a status', file: `${clusterFile()}status: {machines: 3}\n`, problems: [] },
  {
    name: 'a release version that is none',
    file: file(
      'apiVersion: slipway.dev/v1alpha1',
      'kind: PlatformRelease',
      'metadata: {name: v9}',
      'spec: {version: v9, components: {kubernetes: "1.36"}}',
    ),
    problems: [],
  },
  {
    name: 'a provider type that is none',
    file: file('apiVersion: slipway.dev/v1alpha1', 'kind: Provider', 'metadata: {name: lab}', 'spec: {type: dokcer}'),
    problems: [],
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
    problems: [],
  },
];
