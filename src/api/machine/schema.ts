import { conditions } from '../meta/condition.ts';
import { controlPlaneComponents } from '../meta/control-plane-components.ts';
import { etcdOptions } from '../meta/etcd-options.ts';
import { hostOptions } from '../meta/host-options.ts';
import { hostPaths } from '../meta/host-paths.ts';
import { machineShape } from '../meta/machine-shape.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';
import { nodeOptions } from '../meta/node-options.ts';

export const machineSpec = {
  type: 'object',
  required: ['cluster', 'role', 'release'],
  'x-kubernetes-validations': [
    { rule: 'self == oldSelf', message: 'a machine never changes: delete it and its pool makes a new one' },
  ],
  properties: {
    cluster: { type: 'string', description: 'Name of the Cluster.' },
    role: { type: 'string', enum: ['ControlPlane', 'Worker'], description: 'What it runs.' },
    pool: { type: 'string', description: 'Pool within the cluster; absent for control planes.' },
    release: { type: 'string', description: 'Name of the PlatformRelease it is made from.' },
    machine: machineShape,
    hostPaths,
    ...controlPlaneComponents,
    etcd: etcdOptions,
    ...nodeOptions,
    ...hostOptions,
  },
} as const satisfies Schema;

export const machineStatus = {
  type: 'object',
  properties: {
    observedGeneration,
    conditions,
    providerId: { type: 'string', description: 'What the provider calls it. Once set, it is never created again.' },
    addresses: {
      type: 'array',
      items: { type: 'string' },
      'x-kubernetes-list-type': 'atomic',
      description: 'Its addresses, the node address first.',
    },
    image: { type: 'string', description: 'Reference of the image it was made from.' },
    architecture: { type: 'string', description: 'Processor architecture, as its kubelet reports it.' },
    nodeRef: {
      type: 'object',
      description: 'Its Node.',
      required: ['name', 'uid'],
      properties: { name: { type: 'string' }, uid: { type: 'string' } },
    },
    bootstrap: {
      type: 'object',
      description: 'How far its bootstrap came, from its journal.',
      required: ['state'],
      properties: {
        state: { type: 'string', enum: ['Pending', 'Running', 'Failed', 'Done'] },
        phase: { type: 'string', description: 'The phase it is in or failed in.' },
        message: { type: 'string', description: 'What it waits for, or the last lines of what failed.' },
        command: { type: 'string', description: 'The command that failed.' },
        exitCode: { type: 'integer', description: 'Its exit code.' },
      },
    },
    apiServing: {
      type: 'boolean',
      description: 'True once the API server on it has served with the permissions the manager needs.',
    },
    token: {
      type: 'object',
      description: 'Its bootstrap token in the cluster.',
      required: ['id', 'state'],
      properties: {
        id: { type: 'string', description: 'The public part.' },
        state: {
          type: 'string',
          enum: ['Pending', 'Active', 'Used'],
          description: 'Used: exchanged for the certificate and deleted.',
        },
      },
    },
  },
} as const satisfies Schema;
