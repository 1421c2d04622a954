import type { BadInputCase } from '../bad-input-case.ts';
import { clusterFile } from '../cluster-file.ts';

/** Control planes, pools and what machines are made of. */
export const machineCases: readonly BadInputCase[] = [
  {
    name: 'no control plane',
    file: clusterFile('controlPlane: {replicas: 0}'),
    problems: [],
  },
  {
    name: 'a negative number of control planes',
    file: clusterFile('controlPlane: {replicas: -1}'),
    problems: [],
  },
  {
    name: 'an even number of control planes',
    file: clusterFile('controlPlane: {replicas: 2}'),
    problems: [],
  },
  {
    name: 'more control planes than there can be today',
    file: clusterFile('controlPlane:', '  replicas: 3'),
    problems: [],
  },
  {
    name: 'etcd where it cannot run',
    file: clusterFile('controlPlane: {etcd: {topology: External}}'),
    problems: [],
  },
  {
    name: 'a negative number of workers',
    file: clusterFile('pools:', '- name: workers', '  replicas: -2'),
    problems: [],
  },
  {
    name: 'too many workers',
    file: clusterFile('pools:', '- {name: workers, replicas: 5001}'),
    problems: [],
  },
  {
    name: 'a number no computer keeps exactly',
    file: clusterFile('pools:', '- {name: workers, replicas: 9007199254740993}'),
    problems: [],
  },
  {
    name: 'a number without end',
    file: clusterFile('pools:', '- {name: workers, replicas: .inf}'),
    problems: [],
  },
  {
    name: 'a broken number',
    file: clusterFile('pools:', '- {name: workers, replicas: 1.5}'),
    problems: [],
  },
  {
    name: 'a pool that stands twice',
    file: clusterFile('pools:', '- {name: workers, replicas: 1}', '- name: workers', '  replicas: 2'),
    problems: [],
  },
  {
    name: 'a pool without a name',
    file: clusterFile('pools:', '- replicas: 1'),
    problems: [],
  },
  {
    name: 'a pool whose name is too long',
    file: clusterFile('pools:', '- name: workers-of-the-first-cluster'),
    problems: [],
  },
  {
    name: 'a pool whose name has capitals',
    file: clusterFile('pools:', '- name: Workers'),
    problems: [],
  },
  {
    name: 'a pool whose name is empty',
    file: clusterFile('pools:', '- name: ""'),
    problems: [],
  },
  {
    name: 'a pool named as the control plane',
    file: clusterFile('pools:', '- name: control-plane'),
    problems: [],
  },
  {
    name: 'no cores',
    file: clusterFile('controlPlane: {machine: {cpus: 0}}'),
    problems: [],
  },
  {
    name: 'half a core',
    file: clusterFile('pools:', '- {name: workers, machine: {cpus: 0.5}}'),
    problems: [],
  },
  {
    name: 'memory that is no quantity',
    file: clusterFile('controlPlane: {machine: {memory: 4 GB}}'),
    problems: [],
  },
  {
    name: 'memory too small for a machine',
    file: clusterFile('controlPlane: {machine: {memory: 4Mi}}'),
    problems: [],
  },
  {
    name: 'memory as a bare number',
    file: clusterFile('controlPlane: {machine: {memory: 4}}'),
    problems: [],
  },
  {
    name: 'negative memory',
    file: clusterFile('controlPlane: {machine: {memory: -4Gi}}'),
    problems: [],
  },
  {
    name: 'a label that a kubelet may not set on its own Node',
    file: clusterFile('pools:', '- name: workers', '  labels: {node-role.kubernetes.io/worker: ""}'),
    problems: [],
  },
  {
    name: 'a label whose prefix is reserved',
    file: clusterFile('pools:', '- name: workers', '  labels:', '    example.k8s.io/zone: a'),
    problems: [],
  },
  {
    name: 'a label of Slipway',
    file: clusterFile('pools:', '- name: workers', '  labels: {slipway.dev/pool: other}'),
    problems: [],
  },
  {
    name: 'a label whose key is malformed',
    file: clusterFile('pools:', '- name: workers', '  labels: {"a b": c}'),
    problems: [],
  },
  {
    name: 'a label whose value is malformed',
    file: clusterFile('pools:', '- name: workers', '  labels: {team: "red & blue"}'),
    problems: [],
  },
  {
    name: 'a label whose value is true',
    file: clusterFile('pools:', '- name: workers', '  labels: {gpu: true}'),
    problems: [],
  },
  {
    name: 'a label whose value is a number',
    file: clusterFile('pools:', '- name: workers', '  labels: {rack: 12}'),
    problems: [],
  },
  {
    name: 'a taint without an effect',
    file: clusterFile('pools:', '- name: workers', '  taints: [{key: dedicated}]'),
    problems: [],
  },
  {
    name: 'a taint whose effect is none',
    file: clusterFile('pools:', '- name: workers', '  taints: [{key: dedicated, effect: NoSchedul}]'),
    problems: [],
  },
  {
    name: 'a taint whose key is malformed',
    file: clusterFile('pools:', '- name: workers', '  taints:', '  - {key: "dedicated to/us", effect: NoSchedule}'),
    problems: [],
  },
  {
    name: 'a taint whose value is malformed',
    file: clusterFile('pools:', '- name: workers', '  taints: [{key: for, value: "all of us", effect: NoSchedule}]'),
    problems: [],
  },
  {
    name: 'a taint that stands twice',
    file: clusterFile(
      'pools:',
      '- name: workers',
      '  taints:',
      '  - {key: dedicated, value: a, effect: NoSchedule}',
      '  - {key: dedicated, value: b, effect: NoSchedule}',
    ),
    problems: [],
  },
];
