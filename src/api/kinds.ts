import { Cluster } from './cluster/index.ts';
import { ControlPlane } from './control-plane/index.ts';
import { Machine } from './machine/index.ts';
import { MachineImage } from './machine-image/index.ts';
import type { Kind } from './meta/kind.ts';
import { NodePool } from './node-pool/index.ts';
import { Plan } from './plan/index.ts';
import { PlatformRelease } from './platform-release/index.ts';
import { Provider } from './provider/index.ts';

/** Slipway's own kinds, in the order a reader meets them. */
export const kinds: readonly Kind[] = [
  Cluster,
  ControlPlane,
  NodePool,
  Machine,
  MachineImage,
  PlatformRelease,
  Provider,
  Plan,
];
