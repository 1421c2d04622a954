import { podNetworkRoutes } from '#domain/network/pod-network-routes.ts';
import type { MachineRoutes, RoutesScope } from './scope.ts';

/** The machines that have other routes than they should; of one that was not heard yet nobody knows. */
export function behind({ machines, routes }: RoutesScope): readonly MachineRoutes[] {
  return machines.filter(
    ({ applied, heard, machine }) => heard && !podNetworkRoutes.has(applied, routes, machine.metadata.name),
  );
}
