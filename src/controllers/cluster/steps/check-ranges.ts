import type { Outcome } from '#base/outcome.ts';
import { rangeCollision } from '#domain/network/range-collision.ts';
import { familiesOf } from '../families-of.ts';
import type { ClusterScope } from '../scope.ts';

/** Pre: references hold. Changes nothing: before anything is made, the ranges must be such that pods reach the world and each other. */
export async function checkRanges({ cluster, view }: ClusterScope): Promise<Outcome> {
  const seen = view?.read;
  // What exists keeps its ranges, whatever routes its host gets later.
  if (!seen || seen.endpoint.state === 'present') return { outcome: 'proceed' };
  const missing = familiesOf(cluster).find((family) => !seen.host.families.includes(family));
  if (missing !== undefined)
    return {
      outcome: 'stall',
      reason: 'FamilyNotCarried',
      message: `pods.cidrs and services.cidrs want ${missing}, and the networks of provider ${cluster.spec.provider} carry only ${seen.host.families.join(' and ')}: delete the cluster and declare it without ${missing}`,
    };
  const { pods, services } = cluster.spec.network;
  const found = rangeCollision([...pods.cidrs, ...services.cidrs], seen.host.ranges);
  if (found === undefined) return { outcome: 'proceed' };
  return {
    outcome: 'stall',
    reason: 'RangeTaken',
    message: `range ${found.range} of this cluster overlaps ${found.taken.cidr}, ${found.taken.what}: delete the cluster and declare it with other ranges in spec.network`,
  };
}
