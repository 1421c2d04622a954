import type { ControlPlane } from '#api/control-plane/index.ts';
import type { DomainInvariant, Judged } from './invariant.ts';

function modeOf(input: unknown): unknown {
  const bytes = (input as { readonly payload?: { readonly configuration?: Uint8Array } } | undefined)?.payload
    ?.configuration;
  const task: unknown = bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes));
  return typeof task === 'object' && task !== null && 'mode' in task ? task.mode : undefined;
}

function controlPlaneOf(scope: unknown): ControlPlane | undefined {
  return typeof scope === 'object' && scope !== null && 'controlPlane' in scope
    ? (scope.controlPlane as ControlPlane | undefined)
    : undefined;
}

function judge({ input, object, scope }: Judged): string | undefined {
  if (modeOf(input) !== 'init') return undefined;
  const status = controlPlaneOf(scope)?.status;
  if (status?.initialized)
    return `the cluster was initialised at ${status.initialized.time}: restore it from a backup instead`;
  if (status?.initializer !== object.metadata.uid)
    return 'the provider does not bear the mark that this machine may initialise the cluster';
  return undefined;
}

/** Missing state is never a new cluster: only the machine named by the mark at the provider initialises, and only once. */
export const initialiseOnce: DomainInvariant = {
  name: 'initialise-once',
  effects: [{ world: 'provider', verb: 'create', resource: 'machine' }],
  judge,
};
