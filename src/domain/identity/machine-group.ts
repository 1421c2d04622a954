const prefix = 'system:bootstrappers:slipway:machine:';

/** The group in a bootstrap token that names its machine, so that what is asked with it can be told apart. */
export const machineGroup = {
  of: (machine: string): string => `${prefix}${machine}`,
  /** The machine named by a user's groups; undefined when none is. */
  machineIn: (groups: readonly string[]): string | undefined =>
    groups.find((group) => group.startsWith(prefix))?.slice(prefix.length),
} as const;
