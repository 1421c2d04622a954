import type { ManagerOptions } from '#runtime/manager-options.ts';
import { composition } from './composition.ts';

/** What differs between hosts: the capabilities. Everything else of a manager is the same on all of them. */
export type HostCapabilities = Omit<
  ManagerOptions,
  'connections' | 'controllers' | 'management' | 'looksAt' | 'clusterOf' | 'invariants' | 'events' | 'providers'
> & {
  readonly connectProvider: ManagerOptions['providers']['connect'];
  /** Absent: those of a store of one's own. */
  readonly controllers?: ManagerOptions['controllers'];
};

/** A manager's options from its host's capabilities. */
export function managerOptions({ connectProvider, controllers, ...host }: HostCapabilities): ManagerOptions {
  const { providerKind, ...common } = composition;
  const providers = { kind: providerKind, connect: connectProvider };
  return { ...host, ...common, providers, ...(controllers === undefined ? {} : { controllers }) };
}
