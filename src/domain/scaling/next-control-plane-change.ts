import { canRemoveMember, type EtcdMember } from '../etcd/can-remove-member.ts';
import { controlPlanePool } from '../naming/control-plane-pool.ts';
import { machinesToRemove } from './machines-to-remove.ts';
import { missingNames } from './missing-names.ts';

export interface ControlPlaneMachine {
  readonly name: string;
  readonly joined: boolean;
  readonly ready: boolean;
  readonly deleting: boolean;
}

export type ControlPlaneChange =
  | { readonly change: 'none' }
  | { readonly change: 'add'; readonly name: string }
  | { readonly change: 'remove'; readonly name: string }
  | { readonly change: 'wait'; readonly reason: string; readonly message: string };

/**
 * The next single change of a control plane. Invariant: one member joins or leaves at a time, and quorum is never spent on a choice.
 * `members` is undefined while etcd cannot be asked; then nothing is removed.
 */
export function nextControlPlaneChange(request: {
  readonly cluster: string;
  readonly replicas: number;
  readonly machines: readonly ControlPlaneMachine[];
  readonly members: readonly EtcdMember[] | undefined;
}): ControlPlaneChange {
  const { machines, replicas } = request;
  if (machines.length === replicas && machines.every((machine) => !machine.deleting)) return { change: 'none' };
  const leaving = machines.find((machine) => machine.deleting);
  if (leaving) return { change: 'wait', reason: 'MemberLeaving', message: `${leaving.name} is being deleted` };
  const joining = machines.find((machine) => !machine.joined);
  if (joining) return { change: 'wait', reason: 'MemberJoining', message: `${joining.name} has not joined yet` };
  if (machines.length < replicas) return addition(request);
  return removal(request);
}

function addition(request: {
  readonly cluster: string;
  readonly machines: readonly ControlPlaneMachine[];
}): ControlPlaneChange {
  const unready = request.machines.find((machine) => !machine.ready);
  if (unready) return { change: 'wait', reason: 'MemberNotReady', message: `${unready.name} is not Ready` };
  const taken = request.machines.map((machine) => machine.name);
  const [name] = missingNames({ cluster: request.cluster, pool: controlPlanePool }, taken, 1);
  return { change: 'add', name: name ?? '' };
}

function removal(request: {
  readonly machines: readonly ControlPlaneMachine[];
  readonly members: readonly EtcdMember[] | undefined;
}): ControlPlaneChange {
  const [candidate] = machinesToRemove(request.machines, 1);
  if (!candidate || !request.members)
    return { change: 'wait', reason: 'MembersUnknown', message: 'the etcd members cannot be read' };
  if (!canRemoveMember(request.members, candidate.name)) {
    return {
      change: 'wait',
      reason: 'QuorumAtRisk',
      message: `removing ${candidate.name} would leave etcd without quorum`,
    };
  }
  return { change: 'remove', name: candidate.name };
}
