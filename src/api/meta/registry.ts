import type { Schema } from './schema.ts';
import { textSource } from './text-source.ts';

const authority = {
  ...textSource,
  description: 'PEM certificates that may have signed its certificate; absent: what the system trusts.',
} as const;

function url(description: string) {
  return {
    type: 'string',
    maxLength: 256,
    description,
    'x-kubernetes-validations': [
      {
        rule: 'isURL(self) && self.matches(\'^https?://[^/@?#"]+(/[^@?#"]*)?$\')',
        message: 'must be a URL such as https://mirror.example.com, without name, password or query',
      },
    ],
  } as const satisfies Schema;
}

/** Schema of how images of one registry are fetched, as containerd's hosts.toml says it. */
export const registry = {
  type: 'object',
  required: ['name'],
  properties: {
    name: {
      type: 'string',
      maxLength: 253,
      description:
        'Host of the registry as it stands in image names, with a port if there is one; `_default` for all others.',
      'x-kubernetes-validations': [
        {
          rule: "self == '_default' || self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$')",
          message: 'must be a host such as docker.io or registry.example.com:5000, without a scheme',
        },
      ],
    },
    server: url('Where the registry itself is; absent: at its name.'),
    caFrom: authority,
    mirrors: {
      type: 'array',
      maxItems: 8,
      'x-kubernetes-list-type': 'atomic',
      description: 'Tried in this order before the registry itself.',
      items: {
        type: 'object',
        required: ['url'],
        properties: {
          url: url('Where the mirror is.'),
          caFrom: authority,
          overridePath: {
            type: 'boolean',
            default: false,
            description: 'The path in url is that of the API itself: /v2 is not appended.',
          },
        },
      },
    },
  },
  'x-kubernetes-validations': [
    {
      rule: 'has(self.server) || has(self.caFrom) || (has(self.mirrors) && self.mirrors.size() > 0)',
      message: 'says nothing: give it mirrors, server or caFrom',
    },
    {
      rule: "self.name != '_default' || (!has(self.server) && !has(self.caFrom))",
      message: '_default stands for many registries: it has mirrors only',
    },
  ],
} as const satisfies Schema;
