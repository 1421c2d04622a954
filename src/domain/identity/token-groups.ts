/** Group of every machine's bootstrap token: has kubeadm's join permissions, but nothing approves for it automatically. */
export const nodesGroup = 'system:bootstrappers:slipway:nodes';

const machinePrefix = 'system:bootstrappers:slipway:machine:';

/** The group that names the machine a token belongs to, so that a request of that token can be told apart. */
export function machineGroup(machine: string): string {
  return `${machinePrefix}${machine}`;
}

/** The machine named by a token's groups. */
export function machineOfGroups(groups: readonly string[]): string | undefined {
  return groups.find((group) => group.startsWith(machinePrefix))?.slice(machinePrefix.length);
}
