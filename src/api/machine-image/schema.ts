import { conditions } from '../meta/condition.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';

const archive = {
  type: 'object',
  required: ['archive', 'digest', 'sizeBytes'],
  properties: {
    archive: { type: 'string', description: 'Path of the root file system archive in the cache.' },
    digest: { type: 'string', description: 'Its SHA-256.' },
    sizeBytes: { type: 'integer', format: 'int64', description: 'Its size in bytes.' },
  },
} as const satisfies Schema;

export const machineImageSpec = {
  type: 'object',
  required: ['release', 'provider', 'architecture'],
  'x-kubernetes-validations': [
    { rule: 'self == oldSelf', message: 'an image is content-addressed and never rewritten' },
  ],
  properties: {
    release: { type: 'string', maxLength: 63, description: 'Name of the PlatformRelease it is built from.' },
    provider: { type: 'string', enum: ['docker', 'sim'], description: 'The provider type it is built for.' },
    architecture: { type: 'string', enum: ['amd64', 'arm64'], description: 'Processor architecture.' },
  },
} as const satisfies Schema;

export const machineImageStatus = {
  type: 'object',
  properties: {
    observedGeneration,
    conditions,
    machine: { ...archive, description: 'The image machines boot from.' },
    endpoint: { ...archive, description: 'The image of the API endpoint.' },
    kubectl: { type: 'string', description: 'Path of the matching kubectl.' },
    request: {
      type: 'string',
      description: 'The last value of the annotation slipway.dev/build that was answered.',
    },
    source: {
      type: 'object',
      description: 'Where its parts come from.',
      required: ['name', 'reason'],
      properties: {
        name: { type: 'string', description: 'Mirror, Official or Source, as in the spec of Providers.' },
        reason: { type: 'string', description: 'Why from there, and why not from what was tried before.' },
      },
    },
    mirror: {
      type: 'object',
      description: 'The mirror that the annotation slipway.dev/mirror asked for.',
      required: ['directory', 'state', 'message'],
      properties: {
        directory: { type: 'string', description: 'Where it is.' },
        state: { type: 'string', description: 'Running, Filled or Failed.' },
        message: { type: 'string', description: 'What is being done, or why it failed.' },
        digest: { type: 'string', description: 'The SHA-256 of its index, for the spec of Providers.' },
        sizeBytes: { type: 'integer', format: 'int64', description: 'The size of all it holds.' },
      },
    },
    contents: {
      type: 'array',
      description: 'What is inside, with digests.',
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        required: ['name', 'version', 'digest'],
        properties: { name: { type: 'string' }, version: { type: 'string' }, digest: { type: 'string' } },
      },
    },
    providers: {
      type: 'array',
      description: 'Providers that have taken it in, as far as they answer.',
      'x-kubernetes-list-type': 'set',
      items: { type: 'string' },
    },
    usedBy: {
      type: 'array',
      description: 'Clusters whose machines boot from it, as namespace/name. While there are any it is not removed.',
      'x-kubernetes-list-type': 'set',
      items: { type: 'string' },
    },
    progress: {
      type: 'object',
      description: 'How far a running build is.',
      required: ['message'],
      properties: {
        message: { type: 'string', description: 'What is being done.' },
        done: { type: 'number', description: 'Units done.' },
        total: { type: 'number', description: 'Units in all.' },
        unit: { type: 'string', description: 'What is counted.' },
        remainingSeconds: { type: 'number', description: 'Estimated from earlier builds.' },
      },
    },
  },
} as const satisfies Schema;
