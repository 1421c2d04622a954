import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { isRecord } from '#base/is-record.ts';
import type { ChangeLimit } from '../plans/change-limit.ts';

const declared = [Cluster, NodePool].map((kind) => `${apiVersion(kind)} ${kind.kind}`);
const deletable: readonly string[] = [Cluster, NodePool, Machine].map(({ kind }) => kind);

/**
 * On a cluster the manager does with its own rights what a Plan says, and the server has asked for nothing but the right to
 * write Plans in one namespace. So a Plan reaches no further than clusters in its own.
 */
export const limitChange: ChangeLimit = ({ deletions, manifests }, namespace) => {
  const beyond = [
    ...manifests.filter(
      ({ apiVersion: version, kind, metadata }) =>
        !declared.includes(`${String(version)} ${String(kind)}`) ||
        !isRecord(metadata) ||
        metadata['namespace'] !== namespace,
    ),
    ...deletions.filter((one) => !deletable.includes(one.kind) || one.namespace !== namespace),
  ];
  const [first] = beyond;
  if (first === undefined) return undefined;
  return `on a management cluster a Plan changes Clusters and NodePools of its own namespace alone, and this one names a ${String(first.kind)}: take it out, and apply it by itself`;
};
