import type { Outcome } from '#base/outcome.ts';
import { quantityBytes } from '#domain/quantity-bytes.ts';
import type { MachineDesired } from '#providers/contract/machine.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import { providerOwner } from '../../reading/provider-owner.ts';
import { type Foundation, foundation } from '../foundation.ts';
import { payload } from '../payload.ts';
import type { MachineScope } from '../scope.ts';

type Complete = Extract<Foundation, { complete: true }>;

function desiredMachine(
  base: Complete,
  scope: MachineScope,
  rest: Pick<MachineDesired, 'network' | 'payload'>,
): MachineDesired {
  const { machine } = scope;
  const { hostPaths } = machine.spec;
  const { cpus, memory } = machine.spec.machine;
  return {
    hostname: machine.metadata.name,
    role: machine.spec.role,
    image: base.image,
    ...(cpus === undefined ? {} : { cpus }),
    ...(memory === undefined ? {} : { memoryBytes: quantityBytes(String(memory)) }),
    ...(hostPaths === undefined ? {} : { hostPaths }),
    ...rest,
  };
}

function lost(scope: MachineScope): Outcome {
  const name = scope.machine.metadata.name;
  return {
    outcome: 'stall',
    reason: 'MachineLost',
    message: `${name} was made and is gone from the provider: somebody removed it by hand; slipway delete machine ${name} makes its pool replace it`,
  };
}

/** The Cluster's schema refuses it too, but a NodePool or a Machine can be written without its Cluster. */
function hostPathsRefused({ cluster, machine }: MachineScope): Outcome | undefined {
  const [first] = machine.spec.hostPaths ?? [];
  if (first === undefined || cluster === undefined || cluster.spec.tier === 'test') return undefined;
  return {
    outcome: 'stall',
    reason: 'HostPathRefused',
    message: `${first.path} of the host is for machines of tier test and Cluster ${cluster.metadata.name} is of tier ${cluster.spec.tier}: take hostPaths from ${machine.spec.pool ?? 'the machine'} and delete this machine`,
  };
}

/**
 * Pre: everything it is made from is stored. Changes: the machine at the provider, once: a machine that had a provider id is never made again.
 * Why here: workers boot while the control plane initialises, so nothing else is waited for.
 */
export async function createMachine(scope: MachineScope, pass: Pass): Promise<Outcome> {
  const { cluster, machine, provider, view } = scope;
  if (view?.failure) return view.failure;
  const observed = view?.read.observed;
  // Whoever was making it died in the middle: nobody but us goes on with it.
  const unfinished = observed?.state === 'present' && observed.facts.unfinished === true;
  if (observed?.state === 'present' && !unfinished) return { outcome: 'proceed' };
  if (observed?.state === 'foreign')
    return {
      outcome: 'stall',
      reason: 'ForeignMachine',
      message: `a machine with this name belongs to ${observed.holder}: remove or rename it`,
    };
  if (machine.status?.providerId !== undefined) return lost(scope);
  const refused = hostPathsRefused(scope);
  if (refused) return refused;
  const base = foundation(scope);
  if (!base.complete) return base.missing;
  if (!view || !cluster || !provider) return { outcome: 'proceed' };
  const host = await view.read.port.hostFacts();
  const network = providerOwner(pass, provider);
  const desired = desiredMachine(base, scope, {
    network: { uid: network.uid, name: network.name },
    payload: payload({ ...base.parts, host }),
  });
  const because = [
    machine.spec.pool === undefined
      ? `Cluster ${keyText(cluster)} spec.controlPlane.replicas`
      : `NodePool ${machine.metadata.namespace}/${cluster.metadata.name}-${machine.spec.pool} spec.replicas`,
  ];
  await view.read.port.machine.create(view.read.owner, desired, {
    because,
    after: [
      effects.endpoint(keyText(cluster)),
      effects.network(network.name),
      effects.object('Machine', keyText(machine)),
      effects.object('Secret', `${machine.metadata.namespace}/${secretNames.authorities(cluster.metadata.name)}`),
      ...(base.parts.token ? [effects.object('Secret', keyText(base.parts.token))] : []),
    ],
  });
  return {
    outcome: 'progressed',
    reason: 'MachineCreated',
    message: 'asked the provider for the machine',
    wokenBy: [{ by: 'provider' }],
  };
}
