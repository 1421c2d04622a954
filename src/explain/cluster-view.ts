import type { Cluster } from '#api/cluster/index.ts';
import type { ControlPlane } from '#api/control-plane/index.ts';
import type { Machine } from '#api/machine/index.ts';
import type { MachineImage } from '#api/machine-image/index.ts';
import type { NodePool } from '#api/node-pool/index.ts';

/** Everything known about one cluster at one moment: its parts and the images of its release. */
export interface ClusterView {
  readonly cluster: Cluster;
  readonly controlPlanes: readonly ControlPlane[];
  readonly pools: readonly NodePool[];
  readonly machines: readonly Machine[];
  readonly images: readonly MachineImage[];
}
