import { conditions } from '../meta/condition.ts';
import { machineShape } from '../meta/machine-shape.ts';
import { dnsLabelPattern } from '../meta/dns-label-pattern.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';
import { taint } from '../meta/taint.ts';

function ranges<const D extends readonly string[]>(what: string, fallback: D) {
  return {
    type: 'object',
    default: {},
    properties: {
      cidrs: {
        type: 'array',
        description: `Address ranges of ${what}; a second one of the other family makes it dual-stack.`,
        default: fallback,
        minItems: 1,
        maxItems: 2,
        'x-kubernetes-list-type': 'atomic',
        items: {
          type: 'string',
          maxLength: 43,
          'x-kubernetes-validations': [
            { rule: 'isCIDR(self)', message: 'must be an address range such as 10.244.0.0/16' },
          ],
        },
      },
    },
  } as const satisfies Schema;
}

const etcd = {
  type: 'object',
  default: {},
  description: 'Where etcd runs.',
  properties: {
    topology: {
      type: 'string',
      enum: ['Stacked'],
      default: 'Stacked',
      description: 'Stacked: one member on each control-plane machine.',
    },
    runtime: {
      type: 'string',
      enum: ['StaticPod'],
      default: 'StaticPod',
      description: 'StaticPod: run by the kubelet from a manifest.',
    },
  },
} as const satisfies Schema;

export const clusterPool = {
  type: 'object',
  required: ['name'],
  properties: {
    name: {
      type: 'string',
      minLength: 1,
      maxLength: 20,
      pattern: dnsLabelPattern,
      description: 'Unique within the cluster.',
    },
    replicas: {
      type: 'integer',
      format: 'int32',
      default: 1,
      minimum: 0,
      maximum: 5000,
      description: 'Machines; copied to the NodePool when it changes here.',
    },
    machine: machineShape,
    labels: {
      type: 'object',
      additionalProperties: { type: 'string', maxLength: 63 },
      maxProperties: 64,
      description: 'Labels of its Nodes.',
    },
    taints: {
      type: 'array',
      items: taint,
      maxItems: 32,
      'x-kubernetes-list-type': 'atomic',
      description: 'Taints of its Nodes.',
    },
  },
} as const satisfies Schema;

const gate = {
  type: 'object',
  required: ['name', 'before'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 63, description: 'Also the type of the condition that opens it.' },
    before: { type: 'string', minLength: 1, maxLength: 63, description: 'The step that waits for it.' },
  },
} as const satisfies Schema;

export const clusterSpec = {
  type: 'object',
  required: ['release', 'provider'],
  properties: {
    release: {
      type: 'string',
      minLength: 1,
      maxLength: 63,
      description: 'Name of a PlatformRelease.',
      'x-kubernetes-validations': [
        {
          rule: 'self == oldSelf',
          message: 'a cluster keeps the release it was made with: make a new cluster with the other one',
        },
      ],
    },
    provider: {
      type: 'string',
      minLength: 1,
      maxLength: 63,
      description: 'Name of a Provider.',
      'x-kubernetes-validations': [
        { rule: 'self == oldSelf', message: 'a cluster cannot move to another provider: replace it' },
      ],
    },
    tier: { type: 'string', default: 'dev', minLength: 1, maxLength: 63, description: 'Name of a Tier.' },
    management: {
      type: 'string',
      enum: ['Manage', 'Observe', 'Paused'],
      default: 'Manage',
      description: 'Manage: act. Observe: compute and report, never act. Paused: do nothing.',
    },
    gates: {
      type: 'array',
      items: gate,
      maxItems: 16,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      description: 'Steps that wait until somebody sets a condition.',
    },
    network: {
      type: 'object',
      default: {},
      description: 'Pod and service networking.',
      'x-kubernetes-validations': [
        { rule: 'self == oldSelf', message: 'the network of a cluster cannot change: replace the cluster' },
        {
          rule: '!has(self.pods) || !has(self.services) || !self.pods.cidrs.exists(p, self.services.cidrs.exists(s, isCIDR(p) && isCIDR(s) && (cidr(p).containsCIDR(cidr(s)) || cidr(s).containsCIDR(cidr(p)))))',
          message: 'pods.cidrs and services.cidrs overlap: choose ranges apart from each other',
        },
      ],
      properties: {
        pods: { ...ranges('pods', ['10.244.0.0/16']), description: 'Pod addresses.' },
        services: { ...ranges('Services', ['10.96.0.0/16']), description: 'Service addresses.' },
        cni: {
          type: 'string',
          enum: ['Routes', 'External'],
          default: 'Routes',
          description: 'Routes: machines route to each other. External: you install a network add-on.',
        },
      },
    },
    controlPlane: {
      type: 'object',
      default: {},
      description: 'The control plane.',
      'x-kubernetes-validations': [
        {
          rule: "!has(self.etcd) || self.etcd.topology != 'Stacked' || self.replicas % 2 == 1",
          message: 'an even number of control planes with stacked etcd adds risk and no safety: use 1, 3 or 5',
        },
      ],
      properties: {
        replicas: {
          type: 'integer',
          format: 'int32',
          default: 1,
          minimum: 1,
          maximum: 1,
          description: 'Control-plane machines.',
        },
        machine: machineShape,
        etcd,
      },
    },
    pools: {
      type: 'array',
      items: clusterPool,
      maxItems: 100,
      default: [],
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      description: 'Worker pools.',
    },
  },
} as const satisfies Schema;

const address = {
  type: 'object',
  required: ['address', 'port'],
  properties: { address: { type: 'string' }, port: { type: 'integer' } },
} as const satisfies Schema;

export const clusterStatus = {
  type: 'object',
  properties: {
    observedGeneration,
    conditions,
    endpoint: {
      type: 'object',
      description: 'Where the API is reached.',
      required: ['internal', 'external'],
      properties: {
        internal: { ...address, description: 'From machines and pods.' },
        external: { ...address, description: 'From the engine host.' },
      },
    },
    network: {
      type: 'object',
      description: 'The network of the machines.',
      required: ['cidrs', 'resolvers'],
      properties: {
        cidrs: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'atomic' },
        resolvers: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'atomic' },
      },
    },
    images: {
      type: 'object',
      description: 'References of the images at the provider.',
      required: ['machine', 'endpoint'],
      properties: { machine: { type: 'string' }, endpoint: { type: 'string' } },
    },
    kubernetes: { type: 'string', description: 'Kubernetes version of the release.' },
    machines: { type: 'integer', description: 'Machines that exist.' },
    readyMachines: { type: 'integer', description: 'Machines that are Ready.' },
  },
} as const satisfies Schema;
