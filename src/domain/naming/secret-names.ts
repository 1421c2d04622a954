/** Names of the Secrets that belong to a cluster or a machine. */
export const secretNames = {
  /** CAs and service-account keys of a cluster: the one thing that cannot be made again. */
  authorities: (cluster: string): string => `${cluster}-authorities`,
  /** The manager's own connection to a cluster. */
  connection: (cluster: string): string => `${cluster}-manager`,
  /** A machine's bootstrap token. */
  token: (machine: string): string => `${machine}-token`,
} as const;
