import { group } from '../group.ts';
import type { FromSchema } from '../meta/from-schema.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { platformReleaseSpec, platformReleaseStatus } from './schema.ts';
import { ageColumn } from '../meta/age-column.ts';

/** One versioned bundle of everything a machine runs. It has a version of its own and never changes. */
export interface PlatformRelease extends KubeObject {
  readonly spec: FromSchema<typeof platformReleaseSpec>;
  readonly status?: FromSchema<typeof platformReleaseStatus>;
}

export const PlatformRelease: Kind<PlatformRelease> = {
  ...group,
  kind: 'PlatformRelease',
  plural: 'platformreleases',
  singular: 'platformrelease',
  shortNames: ['release', 'releases'],
  categories: ['slipway'],
  scope: 'Cluster',
  schema: {
    type: 'object',
    description:
      'One tested set of versions of everything a machine runs, with a version of its own. It never changes: a fix is a new release.',
    required: ['spec'],
    properties: { spec: platformReleaseSpec, status: platformReleaseStatus },
  },
  statusSubresource: true,
  columns: [
    { name: 'Channel', type: 'string', path: '.spec.channel' },
    { name: 'Kubernetes', type: 'string', path: '.spec.components.kubernetes' },
    { name: 'Etcd', type: 'string', path: '.spec.components.etcd' },
    { name: 'Containerd', type: 'string', path: '.spec.components.containerd', priority: 1 },
    { name: 'CoreDNS', type: 'string', path: '.spec.components.coredns', priority: 1 },
    ageColumn,
  ],
};
