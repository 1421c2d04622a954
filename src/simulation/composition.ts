import type { Kind } from '#api/meta/kind.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';

/** The parts of a manager that a composition root gives, whatever it runs on. */
export type Composition = Pick<ManagerOptions, 'controllers' | 'connections' | 'management' | 'clusterOf' | 'looksAt'> &
  Partial<
    Pick<ManagerOptions, 'events' | 'invariants' | 'admission' | 'fence' | 'safetyNets' | 'concurrency' | 'metrics'>
  > & {
    readonly providerKind: Kind;
  };
