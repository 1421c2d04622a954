import { systemNamespace } from './system-namespace.ts';

/** The ConfigMap that stands in a restored store until a person accepts it: as long as it is there nothing is changed. */
export const restoredMark = { namespace: systemNamespace, name: 'restored' } as const;
