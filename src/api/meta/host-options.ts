import { proxy } from './proxy.ts';
import { registry } from './registry.ts';
import type { Schema } from './schema.ts';

/** Schemas of what holds for all machines of a cluster. */
export const hostOptions = {
  registries: {
    type: 'array',
    maxItems: 32,
    items: registry,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    description: "Mirrors and authorities of image registries, on all machines (containerd's hosts.toml).",
  },
  proxy,
} as const satisfies { readonly [name: string]: Schema };
