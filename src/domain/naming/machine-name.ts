/** Name of a machine and of its Node: `<cluster>-<pool>-<ordinal>`. */
export function machineName(cluster: string, pool: string, ordinal: number): string {
  return `${cluster}-${pool}-${ordinal}`;
}
