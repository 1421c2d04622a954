import { conditions } from '../meta/condition.ts';
import { hostPaths } from '../meta/host-paths.ts';
import { machineShape } from '../meta/machine-shape.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';
import { hostOptions } from '../meta/host-options.ts';
import { nodeOptions } from '../meta/node-options.ts';

export const nodePoolSpec = {
  type: 'object',
  required: ['cluster', 'pool', 'release'],
  properties: {
    cluster: { type: 'string', description: 'Name of the Cluster.' },
    pool: { type: 'string', description: 'Name of the pool within the cluster.' },
    release: { type: 'string', description: 'Name of the PlatformRelease its machines are made from.' },
    replicas: {
      type: 'integer',
      format: 'int32',
      minimum: 0,
      maximum: 5000,
      default: 1,
      description: 'The one size that is acted on; scaling changes it here.',
    },
    machine: machineShape,
    hostPaths,
    ...nodeOptions,
    ...hostOptions,
  },
} as const satisfies Schema;

export const nodePoolStatus = {
  type: 'object',
  properties: {
    observedGeneration,
    conditions,
    replicas: { type: 'integer', description: 'Machines that exist.' },
    readyReplicas: { type: 'integer', description: 'Machines that are Ready.' },
    outdatedReplicas: { type: 'integer', description: 'Machines made with other settings than those declared now.' },
    selector: { type: 'string', description: 'Label selector of its Machines.' },
  },
} as const satisfies Schema;
