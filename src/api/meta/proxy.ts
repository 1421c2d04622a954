import type { Schema } from './schema.ts';

function proxyUrl(what: string) {
  return {
    type: 'string',
    maxLength: 256,
    description: `Proxy for ${what}.`,
    'x-kubernetes-validations': [
      {
        rule: "!self.contains('@')",
        message: 'must have no password in it: name a Secret with username and password in secretRef',
      },
      {
        rule: "self.contains('@') || (isURL(self) && self.matches('^https?://[^/?#]+/?$'))",
        message: 'must be a URL such as http://proxy.example.com:3128',
      },
    ],
  } as const satisfies Schema;
}

/** Schema of how machines reach what is outside. */
export const proxy = {
  type: 'object',
  description:
    'Proxy by which containerd and the kubelet reach what is outside, and the components of the control plane too unless it has a password: their environment can be read in the cluster.',
  properties: {
    httpProxy: proxyUrl('http'),
    httpsProxy: proxyUrl('https'),
    noProxy: {
      type: 'array',
      maxItems: 64,
      'x-kubernetes-list-type': 'set',
      description:
        "Hosts, domains (.example.com) and ranges reached without it. Loopback, the machines' network, pods, Services, the endpoint, .svc and .cluster.local always are.",
      items: {
        type: 'string',
        maxLength: 253,
        'x-kubernetes-validations': [
          {
            rule: "self == '*' || self.matches('^[][A-Za-z0-9.:/_-]+$')",
            message: 'must be a host, a domain such as .example.com, an address or a range',
          },
        ],
      },
    },
    secretRef: {
      type: 'object',
      required: ['name'],
      description: "A Secret in the cluster's namespace with `username` and `password` (kubernetes.io/basic-auth).",
      properties: { name: { type: 'string', minLength: 1, maxLength: 253, description: 'Name of the Secret.' } },
    },
  },
  'x-kubernetes-validations': [
    {
      rule: 'has(self.httpProxy) || has(self.httpsProxy)',
      message: 'say where the proxy is: httpProxy, httpsProxy or both',
    },
  ],
} as const satisfies Schema;
