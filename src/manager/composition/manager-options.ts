import type { ManagerOptions } from '#runtime/manager-options.ts';
import { composition } from './composition.ts';

/** What differs between hosts: the capabilities. Everything else of a manager is the same on all of them. */
export type HostCapabilities = Omit<
  ManagerOptions,
  'controllers' | 'connections' | 'management' | 'looksAt' | 'clusterOf' | 'invariants' | 'events' | 'providers'
> & {
  readonly connectProvider: ManagerOptions['providers']['connect'];
};

/** A manager's options from its host's capabilities. */
export function managerOptions({ connectProvider, ...host }: HostCapabilities): ManagerOptions {
  const { providerKind, ...common } = composition;
  return { ...host, ...common, providers: { kind: providerKind, connect: connectProvider } };
}
