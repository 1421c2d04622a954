import type Dockerode from 'dockerode';
import type { Taken } from '#domain/network/range-collision.ts';
import { askEngine } from './ask-engine.ts';
import type { HostRecord } from './host-record.ts';
import { hostRoutes } from './host-routes.ts';

/** Ranges in use at an engine: its networks, then where its host has routes to. */
export async function takenRanges(engine: Dockerode, host: HostRecord): Promise<readonly Taken[]> {
  const networks = await askEngine('Listing networks', () => engine.listNetworks());
  return [
    ...networks.flatMap(({ Name, IPAM }) =>
      (IPAM?.Config ?? []).map(({ Subnet }) => ({
        cidr: Subnet ?? '',
        what: `the engine's network ${Name}`,
        divisible: false,
      })),
    ),
    ...hostRoutes(host).map(({ cidr, device }) => ({
      cidr,
      what: `a route of the engine's host (${device})`,
      divisible: true,
    })),
  ].filter(({ cidr }) => cidr !== '');
}
