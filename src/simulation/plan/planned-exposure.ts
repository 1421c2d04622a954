import type { PlannedExposure } from '#domain/plan/plan-document.ts';
import type { SeedRun } from './seed-run.ts';

/** The worst of all runs for each cluster that stands already. */
export function plannedExposure(runs: readonly SeedRun[]): readonly PlannedExposure[] {
  const clusters = [...new Set(runs.flatMap(({ exposure }) => exposure.map(({ cluster }) => cluster)))].toSorted();
  return clusters.flatMap((cluster) => {
    const [first, ...others] = runs.flatMap(({ exposure }) => exposure.filter((one) => one.cluster === cluster));
    if (first === undefined) return [];
    const least = Math.min(first.apiServers.least, ...others.map(({ apiServers }) => apiServers.least));
    const apiServers = { ...first.apiServers, least };
    const etcd = { ...first.etcd, least };
    return [{ cluster, apiServers, etcd, says: sentence(apiServers, etcd) }];
  });
}

function sentence(
  { after, before, least }: PlannedExposure['apiServers'],
  { quorum }: PlannedExposure['etcd'],
): string {
  if (after === 0) return before === 1 ? 'the one API server goes for good' : `all ${before} API servers go for good`;
  if (least === before) return before === 1 ? 'the one API server stays up' : `all ${before} API servers stay up`;
  if (least < quorum) return `${least} of ${before} API servers are left at the least: etcd is without quorum then`;
  return `${least} of ${before} API servers are left at the least; etcd needs ${quorum}`;
}
