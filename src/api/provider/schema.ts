import { addressRange } from '../meta/address-range.ts';
import { conditions } from '../meta/condition.ts';
import { observedGeneration } from '../meta/observed-generation.ts';
import type { Schema } from '../meta/schema.ts';
import { artifactsSchema } from './artifacts-schema.ts';

/** The engine's API gives whoever reaches it the whole host. */
const engineHost = {
  type: 'string',
  maxLength: 280,
  description:
    'The engine on another host, as tcp://HOST:PORT, instead of the socket. Its Secret holds ca.crt, tls.crt and tls.key.',
  'x-kubernetes-validations': [
    {
      rule: "self.matches('^tcp://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[[][0-9a-fA-F:.]+[]]):[1-9][0-9]{0,4}$')",
      message: 'must be tcp://HOST:PORT, such as tcp://engine.example.com:2376',
    },
  ],
} as const satisfies Schema;

const publish = {
  type: 'object',
  default: {},
  description: 'How the API endpoints of clusters are published on the host of the engine.',
  properties: {
    address: {
      type: 'string',
      minLength: 1,
      maxLength: 253,
      description:
        "Name or address of the engine's host that clients use; absent: 127.0.0.1 for a socket, otherwise the host of the engine.",
      'x-kubernetes-validations': [
        {
          rule: "isIP(self) || self.matches('^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$')",
          message: 'must be an address or a name such as engine.example.com',
        },
      ],
    },
  },
} as const satisfies Schema;

export const providerSpec = {
  type: 'object',
  required: ['type'],
  'x-kubernetes-validations': [
    {
      rule: "!has(self.docker) || !has(self.docker.host) || has(self.secretRef) || self.docker.host.matches('^tcp://(127[.][0-9.]+|localhost|[[]::1[]]):')",
      message:
        'an engine over TCP needs spec.secretRef with the TLS material of a client: without it whoever is on the way gets the whole host (a loopback address may go without)',
      fieldPath: '.docker.host',
    },
  ],
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
        namespace: {
          type: 'string',
          minLength: 1,
          maxLength: 63,
          description: 'Namespace of the Secret: slipway-system.',
          'x-kubernetes-validations': [
            {
              rule: "self == 'slipway-system'",
              message: 'must be slipway-system: a Provider lends its credentials to every cluster that uses it',
            },
          ],
        },
      },
    },
    allowedNamespaces: {
      type: 'array',
      description: 'Namespaces whose clusters may use it; absent: all.',
      items: { type: 'string', maxLength: 63 },
      'x-kubernetes-list-type': 'set',
    },
    artifacts: artifactsSchema,
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
        host: engineHost,
        publish,
        network: {
          type: 'object',
          default: {},
          description: 'The network all machines of this provider share.',
          properties: {
            cidr: {
              ...addressRange('172.30.0.0/16', []),
              description: 'Its IPv4 range; absent: one is chosen that overlaps no route of the host.',
            },
            ipv6Cidr: {
              ...addressRange('fd00:30::/64', [
                {
                  rule: '!isCIDR(self) || (cidr(self).ip().family() == 6 && cidr(self).prefixLength() >= 48 && cidr(self).prefixLength() <= 80)',
                  message: 'must be an IPv6 range from /48 to /80',
                },
              ]),
              description:
                'Its IPv6 range; absent: one is chosen if the first cluster wants IPv6. A network keeps its ranges as long as it is used.',
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
