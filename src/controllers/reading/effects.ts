import type { EffectTarget } from '#capabilities/effect.ts';

/** Targets of effects that others come after; names are `namespace/name`, bare for what belongs to no cluster. */
export const effects = {
  image: (name: string): EffectTarget => ({ world: 'provider', verb: 'create', resource: 'image', name }),
  network: (name: string): EffectTarget => ({ world: 'provider', verb: 'create', resource: 'network', name }),
  endpoint: (name: string): EffectTarget => ({ world: 'provider', verb: 'create', resource: 'endpoint', name }),
  machine: (name: string): EffectTarget => ({ world: 'provider', verb: 'create', resource: 'machine', name }),
  deleteMachine: (name: string): EffectTarget => ({ world: 'provider', verb: 'delete', resource: 'machine', name }),
  deleteEndpoint: (name: string): EffectTarget => ({ world: 'provider', verb: 'delete', resource: 'endpoint', name }),
  object: (kind: string, name: string): EffectTarget => ({
    world: 'store',
    verb: 'apply',
    resource: kind.toLowerCase(),
    name,
  }),
  /** An object asked to go. */
  removal: (kind: string, name: string): EffectTarget => ({
    world: 'store',
    verb: 'delete',
    resource: kind.toLowerCase(),
    name,
  }),
  /** A Node that takes no more pods; `cluster` is the key of its Cluster. */
  cordon: (cluster: string, node: string): EffectTarget => ({
    world: 'workload',
    verb: 'cordon',
    resource: 'node',
    name: `${cluster}/${node}`,
  }),
  publishToken: (machine: string): EffectTarget => ({
    world: 'workload',
    verb: 'apply',
    resource: 'bootstrap-token',
    name: machine,
  }),
  approveNode: (machine: string): EffectTarget => ({
    world: 'workload',
    verb: 'approve',
    resource: 'node-certificate',
    name: machine,
  }),
  /** A machine's token and certificate, whose own names are minted. */
  token: (machine: string) => ({ resource: 'bootstrap-token', name: machine }),
  nodeCertificate: (machine: string) => ({ resource: 'node-certificate', name: machine }),
} as const;
