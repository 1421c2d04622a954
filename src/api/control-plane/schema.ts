import { certificateAuthority } from '../meta/certificate-authority.ts';
import { conditions } from '../meta/condition.ts';
import { controlPlaneComponents } from '../meta/control-plane-components.ts';
import { etcdOptions } from '../meta/etcd-options.ts';
import { hostOptions } from '../meta/host-options.ts';
import { machineShape } from '../meta/machine-shape.ts';
import { nodeOptions } from '../meta/node-options.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';

export const controlPlaneSpec = {
  type: 'object',
  required: ['cluster', 'replicas', 'release'],
  properties: {
    cluster: { type: 'string', description: 'Name of the Cluster.' },
    release: { type: 'string', description: 'Name of the PlatformRelease its machines are made from.' },
    replicas: { type: 'integer', format: 'int32', minimum: 1, maximum: 7, description: 'Control-plane machines.' },
    machine: machineShape,
    ...controlPlaneComponents,
    etcd: etcdOptions,
    certificateAuthority,
    ...nodeOptions,
    ...hostOptions,
  },
} as const satisfies Schema;

export const controlPlaneStatus = {
  type: 'object',
  properties: {
    observedGeneration,
    conditions,
    replicas: { type: 'integer', description: 'Machines that exist.' },
    readyReplicas: { type: 'integer', description: 'Machines that are Ready.' },
    outdatedReplicas: { type: 'integer', description: 'Machines made with other settings than those declared now.' },
    selector: { type: 'string', description: 'Label selector of its Machines.' },
    initializer: { type: 'string', description: 'Uid of the Machine that the provider says may initialise.' },
    asked: {
      type: 'string',
      format: 'date-time',
      description: 'When it asked for its turn to initialise; who asked first goes first.',
    },
    claimed: {
      type: 'string',
      format: 'date-time',
      description: 'When the manager learned that the provider says so; from then on it is initialising.',
    },
    initialized: {
      type: 'object',
      description: 'Evidence that the cluster was initialised; once set it never goes.',
      required: ['machine', 'time'],
      properties: {
        machine: { type: 'string', description: 'Uid of the Machine that did it.' },
        time: { type: 'string', format: 'date-time', description: 'When the manager learned of it.' },
      },
    },
    apiServing: {
      type: 'boolean',
      description: 'True once an API server of the cluster has served; nobody tries to connect before.',
    },
    endpointBackends: {
      type: 'array',
      items: { type: 'string' },
      'x-kubernetes-list-type': 'atomic',
      description: 'Machines behind the endpoint.',
    },
  },
} as const satisfies Schema;
