import type { Schema } from '#api/meta/schema.ts';
import { faultSchema } from './fault-schema.ts';
import { objectSchemas as one } from './object-schemas.ts';
import { stateSchema } from './state-schema.ts';

const selection = {
  names: {
    type: 'array',
    minItems: 1,
    maxItems: 1000,
    'x-kubernetes-list-type': 'atomic',
    items: { type: 'string', minLength: 1, maxLength: 63 },
    description: 'These machines.',
  },
  cluster: one.name('Only machines of this cluster.'),
  pool: one.name('Only machines of this pool.'),
  role: { type: 'string', enum: ['ControlPlane', 'Worker'], description: 'Only machines of this role.' },
  zone: one.name('Only machines in this zone.'),
  count: one.count('Only so many of them, drawn by the seed.'),
} as const satisfies { readonly [name: string]: Schema };

const machines = {
  type: 'object',
  required: ['are'],
  description: 'What happens to machines at the provider, all those that are selected, at once.',
  properties: {
    ...selection,
    are: {
      type: 'string',
      enum: ['Stopped', 'Running', 'Removed'],
      description: 'Stopped and Running: their power. Removed: they are gone, and nothing brings them back.',
    },
  },
} as const satisfies Schema;

const affliction = {
  type: 'object',
  required: ['phase', 'says'],
  description: 'What is wrong with the bootstrap of machines that are made from now on, until it is healed.',
  properties: {
    names: selection.names,
    cluster: selection.cluster,
    pool: selection.pool,
    role: selection.role,
    release: one.name('Only machines of this PlatformRelease.'),
    phase: {
      type: 'string',
      enum: [
        'runtime-ready',
        'files',
        'network-prerequisites',
        'kubeadm-init-preflight',
        'kubeadm-init-certs',
        'kubeadm-init-control-plane',
        'api-server-ready',
        'kubeadm-init-addon',
        'endpoint-ready',
        'kubeadm-join-preflight',
        'kubeadm-join-kubelet-start',
        'kubelet-bootstrap',
        'pod-network',
      ],
      description:
        'Where it shows. A kubelet never registers at kubelet-bootstrap; a Node is never Ready at pod-network.',
    },
    fails: {
      type: 'boolean',
      default: false,
      description: 'True: the phase fails and the task is begun again. False: it waits for as long as this lasts.',
    },
    says: one.name("What stands in the machine's journal."),
  },
} as const satisfies Schema;

const actions = {
  tell: { type: 'string', minLength: 1, maxLength: 500, description: 'A sentence for the story.' },
  apply: one.manifests('Objects that somebody applies.'),
  scale: {
    type: 'object',
    required: ['pool', 'replicas'],
    description: 'Somebody scales a pool.',
    properties: {
      pool: one.name('CLUSTER/POOL.'),
      replicas: one.count('To so many machines.'),
    },
  },
  delete: one.references('Objects that somebody deletes.'),
  patch: {
    type: 'object',
    required: ['object', 'merge'],
    description: 'Somebody edits an object.',
    properties: {
      object: one.reference('Which one.'),
      merge: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        description: 'A JSON merge patch: null takes a field away.',
      },
    },
  },
  workload: {
    type: 'object',
    required: ['cluster'],
    description: 'What people do within a cluster that is there: Pods, PodDisruptionBudgets, Nodes.',
    properties: {
      cluster: one.name('Its name.'),
      apply: one.manifests('Objects that are applied there, with their status.'),
      delete: one.references('Objects that are deleted there.'),
    },
  },
  manager: {
    type: 'string',
    enum: ['Crashed', 'Stopped', 'Restarted', 'Started'],
    description:
      'Crashed: killed, and another one starts 1.5 s later, or after `for`. Stopped: by a signal, and for good unless `for` says how long. Restarted: stopped, and started at once.',
  },
  provider: {
    type: 'string',
    enum: ['Silent', 'Full', 'Healthy'],
    description: 'Silent: nobody answers. Full: it answers and can make nothing more.',
  },
  quota: one.count('So many machines may be at the provider at once from now on.'),
  store: {
    type: 'string',
    enum: ['Silent', 'Healthy'],
    description: 'Silent: no manager reaches it. Nothing is lost.',
  },
  partition: one.name('This cluster serves its machines, and no manager reaches it.'),
  heal: one.name('Managers reach this cluster again.'),
  network: { type: 'string', enum: ['Removed'], description: 'Somebody takes the network away from under everything.' },
  images: { type: 'string', enum: ['Removed'], description: 'Somebody removes the machine images at the provider.' },
  machines,
  afflict: affliction,
  cure: { type: 'boolean', description: 'True: whatever afflicts machines is over.' },
  faults: {
    type: 'array',
    maxItems: 64,
    'x-kubernetes-list-type': 'atomic',
    items: faultSchema,
    description: 'From now on these faults happen, and no others. An empty list ends them.',
  },
  check: {
    type: 'array',
    maxItems: 64,
    'x-kubernetes-list-type': 'atomic',
    items: stateSchema,
    description: 'What must hold at this moment, before anything else of this event happens.',
  },
} as const satisfies { readonly [name: string]: Schema };

/** One entry of the timeline: when, and what happens then. */
export const eventSchema = {
  type: 'object',
  'x-kubernetes-validations': [
    { rule: '!(has(self.at) && has(self.when))', message: 'give at or when, not both' },
    {
      rule: 'has(self.when) || !has(self.within)',
      message: 'is how long `when` may take: there is no when',
      fieldPath: '.within',
    },
    {
      rule: ['when', ...Object.keys(actions)].map((name) => `has(self.${name})`).join(' || '),
      message:
        'says nothing that happens: give when, apply, scale, delete, machines, provider, manager, check or another',
    },
  ],
  properties: {
    at: one.duration('The time since the beginning. What is over by then happens at once.'),
    when: { ...stateSchema, description: 'It happens when this holds.' },
    within: one.duration('It fails where `when` does not hold after so long.'),
    after: one.duration('So much later than `at` and `when` say, or than the event before.'),
    for: one.duration('It lasts so long: then manager, provider, store, partition, machines and afflict are healed.'),
    ...actions,
  },
} as const satisfies Schema;
