import { quorum } from './quorum.ts';

export interface EtcdMember {
  readonly name: string;
  readonly healthy: boolean;
  readonly learner: boolean;
}

/** Whether the cluster keeps its quorum, counted on the list as it would be afterwards, when `name` leaves. */
export function canRemoveMember(members: readonly EtcdMember[], name: string): boolean {
  const voters = members.filter((member) => !member.learner && member.name !== name);
  const healthy = voters.filter((member) => member.healthy).length;
  return voters.length > 0 && healthy >= quorum(voters.length);
}
