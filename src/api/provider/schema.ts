import { addressRange } from '../meta/address-range.ts';
import { conditions } from '../meta/condition.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';

export const providerSpec = {
  type: 'object',
  required: ['type'],
  properties: {
    type: {
      type: 'string',
      enum: ['docker', 'sim'],
      description: 'What kind of provider: docker (machines are containers of an engine) or sim (a simulated one).',
    },
    secretRef: {
      type: 'object',
      description: 'The Secret with its credentials.',
      required: ['name', 'namespace'],
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 253, description: 'Name of the Secret.' },
        namespace: { type: 'string', minLength: 1, maxLength: 63, description: 'Namespace of the Secret.' },
      },
    },
    allowedNamespaces: {
      type: 'array',
      description: 'Namespaces whose clusters may use it; absent: all.',
      items: { type: 'string', maxLength: 63 },
      'x-kubernetes-list-type': 'set',
    },
    docker: {
      type: 'object',
      description: 'Settings of a docker provider.',
      default: {},
      properties: {
        socket: {
          type: 'string',
          default: '/var/run/docker.sock',
          maxLength: 4096,
          description: 'Path of the socket of the engine.',
        },
        network: {
          type: 'object',
          default: {},
          description: 'The network all machines of this provider share.',
          properties: {
            cidr: {
              ...addressRange('172.30.0.0/16', []),
              description: 'Its range; absent: one is chosen that overlaps no route of the host.',
            },
          },
        },
      },
    },
  },
} as const satisfies Schema;

export const providerStatus = {
  type: 'object',
  properties: { observedGeneration, conditions },
} as const satisfies Schema;
