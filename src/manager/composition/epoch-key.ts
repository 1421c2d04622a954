import { systemNamespace } from '#api/system-namespace.ts';

/** The ConfigMap that says the number of the newest manager. */
export const epochKey = { namespace: systemNamespace, name: 'manager' } as const;
