import type { Schema } from '../meta/schema.ts';

const mirror = {
  type: 'object',
  description: 'A mirror made by slipway image mirror.',
  required: ['location'],
  'x-kubernetes-validations': [
    {
      rule: "!self.location.startsWith('http://') || has(self.digest) || self.location.matches('^http://(localhost|127[.][0-9.]+|[[]::1[]])(:[0-9]+)?(/|$)')",
      message: 'without TLS anybody can answer: use https, or name the digest that slipway image mirror printed',
    },
  ],
  properties: {
    location: {
      type: 'string',
      maxLength: 1024,
      description: "An absolute path on the manager's host, or the address of any web server over such a directory.",
      'x-kubernetes-validations': [
        {
          rule: "self.matches('^(/.*|https?://[^/?#@]+(/[^?#]*)?)$')",
          message: 'must be an absolute path, or an address with http or https',
        },
      ],
    },
    digest: {
      type: 'string',
      maxLength: 71,
      description: 'The digest that slipway image mirror printed; then nothing else is accepted from there.',
      'x-kubernetes-validations': [
        { rule: "self.matches('^sha256:[0-9a-f]{64}$')", message: 'must be sha256: and 64 hexadecimal digits' },
      ],
    },
  },
} as const satisfies Schema;

const address = {
  type: 'string',
  maxLength: 1024,
  'x-kubernetes-validations': [
    {
      rule: "self.matches('^(https://|http://(localhost|127[.][0-9.]+|[[]::1[]])(:|/|$))[^?#@]*$')",
      message: 'must be an address with https',
    },
  ],
} as const satisfies Schema;

const registry = {
  type: 'string',
  maxLength: 253,
  'x-kubernetes-validations': [
    {
      rule: "self.matches('^[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._-]+)*$')",
      message: 'must be written as in registry.example.com/kubernetes, without a scheme',
    },
  ],
} as const satisfies Schema;

const image = {
  type: 'string',
  maxLength: 253,
  'x-kubernetes-validations': [
    {
      rule: "self.matches('^[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._-]+)+:[A-Za-z0-9_.-]+$')",
      message: 'must be written as in registry.example.com/debian:trixie-slim, with its registry and its tag',
    },
  ],
} as const satisfies Schema;

const official = {
  type: 'object',
  description:
    'Other places that have the same files, laid out in the same way, such as a registry that passes on what others have.',
  properties: {
    downloads: { ...address, description: 'Instead of https://dl.k8s.io: programs of Kubernetes.' },
    projects: {
      ...address,
      description: 'Instead of https://github.com: programs of containerd, etcd, CoreDNS and the CNI plugins.',
    },
    registry: { ...registry, description: 'Instead of registry.k8s.io: container images of Kubernetes.' },
    system: {
      ...image,
      description:
        'The container image that base systems start from, with its tag; docker.io/library/debian:trixie-slim otherwise. Debian packages that it lacks are installed.',
    },
  },
} as const satisfies Schema;

/** Where the parts of machine images come from. */
export const artifactsSchema = {
  type: 'object',
  description: 'Where the parts of machine images come from; absent: as with Auto.',
  'x-kubernetes-validations': [
    { rule: "self.source != 'Mirror' || has(self.mirror)", message: 'the source Mirror needs mirror.location' },
  ],
  properties: {
    source: {
      type: 'string',
      enum: ['Auto', 'Mirror', 'Official', 'Source'],
      default: 'Auto',
      description:
        'Mirror: what slipway image mirror put together. Official: as the projects publish it. Source: built from published sources. Auto: what the cache has; else the first of these three, in this order, that has everything.',
    },
    mirror,
    official,
  },
} as const satisfies Schema;
