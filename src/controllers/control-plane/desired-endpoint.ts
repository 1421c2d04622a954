import type { Machine } from '#api/machine/index.ts';
import type { EndpointDesired, EndpointFacts } from '#providers/contract/endpoint.ts';
import type { ControlPlaneScope } from './scope.ts';

/** Port of kube-apiserver on machines. */
const apiPort = 6443;

function backends(machines: readonly Machine[]): EndpointDesired['backends'] {
  return machines.flatMap((machine) => {
    const address = machine.status?.addresses?.[0];
    return address === undefined || machine.metadata.deletionTimestamp
      ? []
      : [{ name: machine.metadata.name, address, port: apiPort }];
  });
}

/** The endpoint as it should be: behind it every control-plane machine that has an address and stays. */
export function desiredEndpoint(
  scope: ControlPlaneScope,
  facts: EndpointFacts,
  initializedBy: string | undefined,
): EndpointDesired {
  const network = scope.endpoint?.read?.network;
  return {
    network: { uid: network?.uid ?? '', name: network?.name ?? '' },
    image: facts.image,
    backends: backends(scope.machines),
    ...(initializedBy === undefined ? {} : { initializedBy }),
  };
}
