/** The manager's own user in each workload cluster and the group its permissions are bound to. */
export const managerIdentity = { user: 'slipway:manager', group: 'slipway:managers' } as const;
