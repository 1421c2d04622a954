import type { Schema } from './schema.ts';

function path(description: string) {
  return {
    type: 'string',
    maxLength: 256,
    description,
    'x-kubernetes-validations': [
      {
        rule: "self.matches('^(/[^/]+)+$') && !self.matches('/[.][.]?(/|$)')",
        message: 'must be an absolute path without . or .. in it, such as /var/run/docker.sock',
      },
    ],
  } as const satisfies Schema;
}

const mountPath = path('Where it is on the machine: below /mnt or /srv, where nothing else lives.');

/** Schema of what machines see of the host they run on. It opens that host to them, so a Cluster has it in one tier only. */
export const hostPaths = {
  type: 'array',
  maxItems: 8,
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['mountPath'],
  description: "Files, directories and sockets of the engine's host that each machine sees; in tier test only.",
  items: {
    type: 'object',
    required: ['path', 'mountPath'],
    properties: {
      path: path("On the engine's host; it must be there when the machine is made."),
      mountPath: {
        ...mountPath,
        'x-kubernetes-validations': [
          ...mountPath['x-kubernetes-validations'],
          {
            rule: "self.matches('^/(mnt|srv)/.')",
            message: 'must be below /mnt or /srv: the machine needs the rest itself',
          },
        ],
      },
      readOnly: { type: 'boolean', default: true, description: 'Whether the machine can only read it.' },
    },
  },
} as const satisfies Schema;
