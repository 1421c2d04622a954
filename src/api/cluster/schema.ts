import { addressRange } from '../meta/address-range.ts';
import { certificateAuthority } from '../meta/certificate-authority.ts';
import { conditions } from '../meta/condition.ts';
import { controlPlaneComponents } from '../meta/control-plane-components.ts';
import { etcdArguments } from '../meta/etcd-arguments.ts';
import { hostOptions } from '../meta/host-options.ts';
import { hostPaths } from '../meta/host-paths.ts';
import { machineShape } from '../meta/machine-shape.ts';
import { dnsLabelPattern } from '../meta/dns-label-pattern.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema, ValidationRule } from '../meta/schema.ts';
import { nodeOptions } from '../meta/node-options.ts';

function ranges<const D extends readonly string[]>(what: string, fallback: D, size: ValidationRule) {
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
        items: addressRange(fallback[0] ?? '10.0.0.0/16', [size]),
        'x-kubernetes-validations': [
          {
            rule: 'self.size() != 2 || !self.all(range, isCIDR(range)) || cidr(self[0]).ip().family() != cidr(self[1]).ip().family()',
            message: 'two ranges are for two families: make one of them IPv4 and the other IPv6',
          },
        ],
      },
    },
  } as const satisfies Schema;
}

/** The controller manager hands each machine a /24 or a /64 out of at most sixteen bits. */
const podsSize = {
  rule: '!isCIDR(self) || (cidr(self).ip().family() == 4 ? cidr(self).prefixLength() >= 8 && cidr(self).prefixLength() <= 24 : cidr(self).prefixLength() >= 48 && cidr(self).prefixLength() <= 64)',
  message: 'must be from /8 to /24 (IPv6: /48 to /64), for each machine takes a /24 (IPv6: a /64) of it',
} as const satisfies ValidationRule;

/** The API server keeps at most twenty bits of Services, and DNS has the tenth address. */
const servicesSize = {
  rule: '!isCIDR(self) || (cidr(self).ip().family() == 4 ? cidr(self).prefixLength() >= 12 && cidr(self).prefixLength() <= 28 : cidr(self).prefixLength() >= 108 && cidr(self).prefixLength() <= 124)',
  message: 'must be from /12 to /28 (IPv6: /108 to /124), which is what Kubernetes takes for Services',
} as const satisfies ValidationRule;

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
    extraArgs: etcdArguments,
  },
} as const satisfies Schema;

export const clusterPool = {
  type: 'object',
  required: ['name'],
  properties: {
    name: {
      type: 'string',
      maxLength: 20,
      description: 'Unique within the cluster.',
      'x-kubernetes-validations': [
        {
          rule: `self.matches('${dnsLabelPattern}')`,
          message: 'must be lower-case letters, digits and dashes, with a letter or digit at both ends',
        },
        { rule: "self != 'control-plane'", message: 'is how control-plane machines are named: choose another' },
      ],
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
    hostPaths,
    ...nodeOptions,
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

/** How many bits a range of pods has to tell machines apart, and how many machines that is for each number of bits. */
const bits = '(cidr(range).ip().family() == 4 ? 24 : 64) - cidr(range).prefixLength()';
const machines = `[${Array.from({ length: 17 }, (_, power) => 2 ** power).join(', ')}]`;

export const clusterSpec = {
  type: 'object',
  required: ['release', 'provider'],
  'x-kubernetes-validations': [
    {
      rule: `!has(self.pools) || !has(self.network.pods) || !has(self.controlPlane.replicas) || self.network.pods.cidrs.all(range, !isCIDR(range) || (${bits}) < 0 || (${bits}) > 16 || self.controlPlane.replicas + self.pools.map(pool, pool.replicas).sum() <= ${machines}[${bits}])`,
      message: 'has too few addresses for the declared machines, each of which takes a /24 of it (IPv6: a /64)',
      fieldPath: '.network.pods.cidrs',
    },
    {
      rule: "!has(self.pools) || (has(self.tier) && self.tier == 'test') || !self.pools.exists(pool, has(pool.hostPaths) && pool.hostPaths.size() > 0)",
      message:
        'must be test where a pool has hostPaths: they open the host of the engine to whatever runs on its machines',
      fieldPath: '.tier',
    },
  ],
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
        {
          rule: '!has(self.pods) || !has(self.services) || !self.pods.cidrs.all(p, isCIDR(p)) || !self.services.cidrs.all(s, isCIDR(s)) || self.pods.cidrs.map(p, cidr(p).ip().family()) == self.services.cidrs.map(s, cidr(s).ip().family())',
          message: 'pods.cidrs and services.cidrs must have the same families, in the same order',
        },
      ],
      properties: {
        pods: { ...ranges('pods', ['10.244.0.0/16'], podsSize), description: 'Pod addresses.' },
        services: { ...ranges('Services', ['10.96.0.0/16'], servicesSize), description: 'Service addresses.' },
        cni: {
          type: 'string',
          enum: ['Routes', 'External'],
          default: 'Routes',
          description: 'Routes: machines route to each other. External: you install a network add-on.',
        },
      },
    },
    ...hostOptions,
    controlPlane: {
      type: 'object',
      default: {},
      description: 'The control plane.',
      'x-kubernetes-validations': [
        {
          rule: 'has(self.certificateAuthority) ? has(oldSelf.certificateAuthority) && self.certificateAuthority == oldSelf.certificateAuthority : !has(oldSelf.certificateAuthority)',
          message: 'the authorities of a cluster are made once: make a new cluster for another certificateAuthority',
        },
      ],
      properties: {
        replicas: {
          type: 'integer',
          format: 'int32',
          default: 1,
          minimum: 1,
          description: 'Control-plane machines.',
          'x-kubernetes-validations': [
            { rule: 'self <= 1', message: 'must be 1: a control plane of several machines cannot be made yet' },
          ],
        },
        machine: machineShape,
        etcd,
        ...controlPlaneComponents,
        certificateAuthority,
        ...nodeOptions,
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
    routedMachines: {
      type: 'integer',
      description:
        'Machines that reach the pods of every other and whose pods are reached; absent where `network.cni` is `External`.',
    },
    outdatedMachines: { type: 'integer', description: 'Machines made with other settings than those declared now.' },
  },
} as const satisfies Schema;
