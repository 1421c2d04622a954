import { group } from '../group.ts';
import type { FromSchema } from '../meta/from-schema.ts';
import type { Kind } from '../meta/kind.ts';
import type { KubeObject } from '../meta/kube-object.ts';
import { readyColumns } from '../meta/ready-column.ts';
import { machineImageSpec, machineImageStatus } from './schema.ts';

/** A PlatformRelease built for one provider type and architecture. Made by the release's controller, built when a Cluster wants it. */
export interface MachineImage extends KubeObject {
  readonly spec: FromSchema<typeof machineImageSpec>;
  readonly status?: FromSchema<typeof machineImageStatus>;
}

export const MachineImage: Kind<MachineImage> = {
  ...group,
  kind: 'MachineImage',
  plural: 'machineimages',
  singular: 'machineimage',
  shortNames: ['image', 'images'],
  categories: ['slipway'],
  scope: 'Cluster',
  schema: {
    type: 'object',
    description:
      "A PlatformRelease built for one provider type and processor architecture. Made by the release's controller; built once, when a Cluster first wants it, and never rewritten.",
    required: ['spec'],
    properties: { spec: machineImageSpec, status: machineImageStatus },
  },
  statusSubresource: true,
  columns: [
    { name: 'Release', type: 'string', path: '.spec.release' },
    { name: 'Provider', type: 'string', path: '.spec.provider' },
    { name: 'Architecture', type: 'string', path: '.spec.architecture', priority: 1 },
    { name: 'Source', type: 'string', path: '.status.source.name', priority: 1 },
    { name: 'Progress', type: 'string', path: '.status.progress.message', priority: 1 },
    { name: 'Digest', type: 'string', path: '.status.machine.digest', priority: 1 },
    ...readyColumns,
  ],
};
