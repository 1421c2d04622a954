/** Name of the NodePool of a cluster's pool. */
export function nodePoolName(cluster: string, pool: string): string {
  return `${cluster}-${pool}`;
}
