import type Dockerode from 'dockerode';
import type { MachineFacts } from '#providers/contract/machine.ts';
import { labelNames } from './label-names.ts';
import { runState } from './run-state.ts';

/**
 * Facts of a machine's container. The addresses are the configured ones: they are known while the machine is stopped. `killings` is
 * how often something in it was ended for want of memory.
 */
export function machineFacts(container: Dockerode.ContainerInspectInfo, killings = 0): MachineFacts {
  const { state, detail } = runState(container);
  const { Labels: labels } = container.Config;
  const addresses = [labels[labelNames.address], labels[labelNames.ipv6Address]];
  return {
    providerId: container.Id,
    state,
    addresses: addresses.filter((address) => address !== undefined),
    image: container.Config.Image,
    detail: detail === '' ? memoryDetail(container, killings) : detail,
    ...(state === 'creating' ? { unfinished: true } : {}),
  };
}

function memoryDetail({ HostConfig }: Dockerode.ContainerInspectInfo, killings: number): string {
  if (killings === 0) return '';
  const mebibytes = Math.floor((HostConfig.Memory ?? 0) / 1024 / 1024);
  const limit = mebibytes > 0 ? `its ${mebibytes} MiB of memory` : "the memory of the engine's host";
  return `Programs on it were ended ${killings} times because ${limit} are used up: replace it by one with more (machine.memory), or free some.`;
}
