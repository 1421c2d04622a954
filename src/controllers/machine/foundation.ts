import type { Outcome } from '#base/outcome.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { PayloadInput } from './payload.ts';
import type { MachineScope } from './scope.ts';

/** Everything a machine is made from, or what is still missing. */
export type Foundation =
  | { readonly complete: true; readonly image: string; readonly parts: Omit<PayloadInput, 'host'> }
  | { readonly complete: false; readonly missing: Outcome };

function missing(reason: string, message: string, what: string): Foundation {
  return {
    complete: false,
    missing: { outcome: 'wait', reason, message, wokenBy: [{ by: 'object', what }], atMostMilliseconds: 60_000 },
  };
}

function modeOf(scope: MachineScope): BootstrapTask['mode'] | undefined {
  if (scope.machine.spec.role === 'Worker') return 'join';
  const initializer = scope.controlPlane?.status?.initializer;
  if (initializer === undefined) return undefined;
  return initializer === scope.machine.metadata.uid ? 'init' : 'join-control-plane';
}

/** Gathers what a machine is made from. Nothing of it comes from memory: all of it is stored. */
export function foundation(scope: MachineScope): Foundation {
  const { authorities, cluster, machine, release, token } = scope;
  if (!cluster) return missing('ClusterNotFound', `there is no Cluster ${machine.spec.cluster}`, 'Cluster');
  if (!release)
    return missing('ReleaseNotFound', `there is no PlatformRelease ${machine.spec.release}`, 'PlatformRelease');
  if (!authorities) return missing('WaitingForAuthorities', 'the certificate authorities are not made yet', 'Secret');
  const { endpoint, images, network } = cluster.status ?? {};
  if (!images) return missing('WaitingForImage', 'the machine image is not at the provider yet', 'Cluster');
  if (!endpoint || !network) return missing('WaitingForEndpoint', 'the API endpoint is not there yet', 'Cluster');
  if (machine.spec.role === 'Worker' && !token)
    return missing('WaitingForToken', 'the bootstrap token is not made yet', 'Secret');
  if (!('found' in scope.texts)) return { complete: false, missing: { outcome: 'stall', ...scope.texts } };
  const mode = modeOf(scope);
  if (!mode)
    return missing(
      'WaitingForClaim',
      'the provider does not bear the mark yet that this machine may initialise the cluster',
      'ControlPlane',
    );
  return {
    complete: true,
    image: images.machine,
    parts: { machine, cluster, release, authorities, token, endpoint, network, mode, texts: scope.texts.found },
  };
}
