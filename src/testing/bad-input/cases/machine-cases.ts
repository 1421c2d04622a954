import type { BadInputCase } from '../bad-input-case.ts';
import { clusterFile } from '../cluster-file.ts';

/** Control planes, pools and what machines are made of. */
export const machineCases: readonly BadInputCase[] = [
  {
    name: 'no control plane',
    file: clusterFile('controlPlane: {replicas: 0}'),
    problems: ['7:18 spec.controlPlane.replicas: must be at least 1, not 0'],
  },
  {
    name: 'a negative number of control planes',
    file: clusterFile('controlPlane: {replicas: -1}'),
    problems: ['7:18 spec.controlPlane.replicas: must be at least 1, not -1'],
  },
  {
    name: 'an even number of control planes',
    file: clusterFile('controlPlane: {replicas: 2}'),
    problems: ['7:18 spec.controlPlane.replicas: must be 1: a control plane of several machines cannot be made yet'],
  },
  {
    name: 'more control planes than there can be today',
    file: clusterFile('controlPlane:', '  replicas: 3'),
    problems: ['8:5 spec.controlPlane.replicas: must be 1: a control plane of several machines cannot be made yet'],
  },
  {
    name: 'etcd where it cannot run',
    file: clusterFile('controlPlane: {etcd: {topology: External}}'),
    problems: ['7:25 spec.controlPlane.etcd.topology: must be "Stacked", not "External"'],
  },
  {
    name: 'a negative number of workers',
    file: clusterFile('pools:', '- name: workers', '  replicas: -2'),
    problems: ['9:5 spec.pools[0].replicas: must be at least 0, not -2'],
  },
  {
    name: 'too many workers',
    file: clusterFile('pools:', '- {name: workers, replicas: 5001}'),
    problems: ['8:21 spec.pools[0].replicas: must be at most 5000, not 5001'],
  },
  {
    name: 'a number no computer keeps exactly',
    file: clusterFile('pools:', '- {name: workers, replicas: 9007199254740993}'),
    problems: ['8:31 9007199254740993 is too large to be kept exactly: put it in quotes if it is text'],
  },
  {
    name: 'a number without end',
    file: clusterFile('pools:', '- {name: workers, replicas: .inf}'),
    problems: ['8:31 .inf is no number that can be kept: write a number'],
  },
  {
    name: 'a broken number',
    file: clusterFile('pools:', '- {name: workers, replicas: 1.5}'),
    problems: ['8:21 spec.pools[0].replicas: must be a whole number, not a fraction'],
  },
  {
    name: 'a pool that stands twice',
    file: clusterFile('pools:', '- {name: workers, replicas: 1}', '- name: workers', '  replicas: 2'),
    problems: ['9:5 spec.pools[1]: is there already: another item has the name "workers"'],
  },
  {
    name: 'a pool without a name',
    file: clusterFile('pools:', '- replicas: 1'),
    problems: ['8:5 spec.pools[0].name: is missing'],
  },
  {
    name: 'a pool whose name is too long',
    file: clusterFile('pools:', '- name: workers-of-the-first-cluster'),
    problems: ['8:5 spec.pools[0].name: must have at most 20 characters'],
  },
  {
    name: 'a pool whose name has capitals',
    file: clusterFile('pools:', '- name: Workers'),
    problems: [
      '8:5 spec.pools[0].name: must be lower-case letters, digits and dashes, with a letter or digit at both ends, not "Workers"',
    ],
  },
  {
    name: 'a pool whose name is empty',
    file: clusterFile('pools:', '- name: ""'),
    problems: [
      '8:5 spec.pools[0].name: must be lower-case letters, digits and dashes, with a letter or digit at both ends, not ""',
    ],
  },
  {
    name: 'a pool named as the control plane',
    file: clusterFile('pools:', '- name: control-plane'),
    problems: ['8:5 spec.pools[0].name: is how control-plane machines are named: choose another'],
  },
  {
    name: 'no cores',
    file: clusterFile('controlPlane: {machine: {cpus: 0}}'),
    problems: ['7:28 spec.controlPlane.machine.cpus: must be at least 1, not 0'],
  },
  {
    name: 'half a core',
    file: clusterFile('pools:', '- {name: workers, machine: {cpus: 0.5}}'),
    problems: ['8:31 spec.pools[0].machine.cpus: must be a whole number, not a fraction'],
  },
  {
    name: 'memory that is no quantity',
    file: clusterFile('controlPlane: {machine: {memory: 4 GB}}'),
    problems: ['7:28 spec.controlPlane.machine.memory: must be a quantity such as 4Gi, not "4 GB"'],
  },
  {
    name: 'memory too small for a machine',
    file: clusterFile('controlPlane: {machine: {memory: 4Mi}}'),
    problems: ['7:28 spec.controlPlane.machine.memory: must be 512Mi or more, not "4Mi"'],
  },
  {
    name: 'memory as a bare number',
    file: clusterFile('controlPlane: {machine: {memory: 4}}'),
    problems: ['7:28 spec.controlPlane.machine.memory: must be text, not a whole number: put it in quotes'],
  },
  {
    name: 'negative memory',
    file: clusterFile('controlPlane: {machine: {memory: -4Gi}}'),
    problems: ['7:28 spec.controlPlane.machine.memory: must be 512Mi or more, not "-4Gi"'],
  },
  {
    name: 'a label that a kubelet may not set on its own Node',
    file: clusterFile('pools:', '- name: workers', '  labels: {node-role.kubernetes.io/worker: ""}'),
    problems: [
      '9:5 spec.pools[0].labels: labels of kubernetes.io, node-role.kubernetes.io, k8s.io and slipway.dev are not for users: choose a prefix of your own',
    ],
  },
  {
    name: 'a label whose prefix is reserved',
    file: clusterFile('pools:', '- name: workers', '  labels:', '    example.k8s.io/zone: a'),
    problems: [
      '10:7 spec.pools[0].labels[example.k8s.io/zone]: is reserved for Kubernetes: choose a prefix of your own',
    ],
  },
  {
    name: 'a label of Slipway',
    file: clusterFile('pools:', '- name: workers', '  labels: {slipway.dev/pool: other}'),
    problems: [
      '9:5 spec.pools[0].labels: labels of kubernetes.io, node-role.kubernetes.io, k8s.io and slipway.dev are not for users: choose a prefix of your own',
    ],
  },
  {
    name: 'a label whose key is malformed',
    file: clusterFile('pools:', '- name: workers', '  labels: {"a b": c}'),
    problems: [
      '9:14 spec.pools[0].labels[a b]: is no key of a label: it is up to 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends',
    ],
  },
  {
    name: 'a label whose value is malformed',
    file: clusterFile('pools:', '- name: workers', '  labels: {team: "red & blue"}'),
    problems: [
      '9:14 spec.pools[0].labels[team]: must be letters, digits, dashes, underscores and dots, with a letter or digit at both ends, not "red & blue"',
    ],
  },
  {
    name: 'a label whose value is true',
    file: clusterFile('pools:', '- name: workers', '  labels: {gpu: true}'),
    problems: ['9:14 spec.pools[0].labels.gpu: must be text, not true or false: put it in quotes'],
  },
  {
    name: 'a label whose value is a number',
    file: clusterFile('pools:', '- name: workers', '  labels: {rack: 12}'),
    problems: ['9:14 spec.pools[0].labels.rack: must be text, not a whole number: put it in quotes'],
  },
  {
    name: 'a taint without an effect',
    file: clusterFile('pools:', '- name: workers', '  taints: [{key: dedicated}]'),
    problems: ['9:14 spec.pools[0].taints[0].effect: is missing'],
  },
  {
    name: 'a taint whose effect is none',
    file: clusterFile('pools:', '- name: workers', '  taints: [{key: dedicated, effect: NoSchedul}]'),
    problems: [
      '9:31 spec.pools[0].taints[0].effect: must be "NoSchedule", "PreferNoSchedule" or "NoExecute", not "NoSchedul"',
    ],
  },
  {
    name: 'a taint whose key is malformed',
    file: clusterFile('pools:', '- name: workers', '  taints:', '  - {key: "dedicated to/us", effect: NoSchedule}'),
    problems: [
      '10:8 spec.pools[0].taints[0].key: must be a name such as dedicated or example.com/dedicated, not "dedicated to/us"',
    ],
  },
  {
    name: 'a taint whose value is malformed',
    file: clusterFile('pools:', '- name: workers', '  taints: [{key: for, value: "all of us", effect: NoSchedule}]'),
    problems: [
      '9:25 spec.pools[0].taints[0].value: must be letters, digits, dashes, underscores and dots, with a letter or digit at both ends, not "all of us"',
    ],
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
    problems: ['9:5 spec.pools[0].taints: two taints have the same key and effect: keep one of the two'],
  },
];
