import { systemNamespace } from '#api/system-namespace.ts';

/** The Lease whose holder leads. */
export const leaseKey = { namespace: systemNamespace, name: 'slipway-manager' } as const;
