import type Dockerode from 'dockerode';
import type { MachineFacts } from '#providers/contract/machine.ts';
import { labelNames } from './label-names.ts';
import { runState } from './run-state.ts';

/** Facts of a machine's container. The address is the configured one: it is known while the machine is stopped. */
export function machineFacts(container: Dockerode.ContainerInspectInfo): MachineFacts {
  const { state, detail } = runState(container);
  const address = container.Config.Labels[labelNames.address];
  return {
    providerId: container.Id,
    state,
    addresses: address ? [address] : [],
    image: container.Config.Image,
    detail,
  };
}
