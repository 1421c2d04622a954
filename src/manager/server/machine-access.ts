import { ApiError } from '#api/meta/api-error.ts';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { HostAccess } from '#capabilities/host-access.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';

export interface ReachedMachine {
  readonly access: HostAccess;
  readonly providerId: string;
}

/** How a Machine is reached through the driver of its provider; ApiError where it is not made yet or cannot be reached into. */
export async function machineAccess(
  objects: ObjectApi,
  key: { readonly namespace: string; readonly name: string },
  connect: ManagerOptions['providers']['connect'],
): Promise<ReachedMachine> {
  const { namespace, name } = key;
  const machine = await objects.get(Machine, { namespace, name });
  const { providerId } = machine.status ?? {};
  if (providerId === undefined) throw new ApiError('NotFound', `machine ${name} is not made yet`);
  const cluster = await objects.get(Cluster, { namespace, name: machine.spec.cluster });
  const { driver } = connect(await objects.get(Provider, { name: cluster.spec.provider }));
  if (!driver.hostAccess) throw new ApiError('MethodNotAllowed', 'this provider cannot reach into its machines');
  return { access: driver.hostAccess, providerId };
}
