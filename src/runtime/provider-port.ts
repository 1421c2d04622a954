import type { EffectReason } from '#capabilities/effect.ts';
import type { Owner, ResourceDriver } from '#providers/contract/resource.ts';
import type { EffectPort } from './effect-port.ts';
import type { ProviderPort, ProviderResource } from './pass.ts';
import type { ProviderConnection } from './provider-connections.ts';

export interface ProviderPortOptions {
  readonly connection: ProviderConnection;
  readonly effects: EffectPort;
  readonly epoch: number;
  /** Called before anything of this owner is looked at or changed, so that hints about it wake. */
  readonly onOwner: (ownerUid: string) => void;
}

/** A provider as a step sees it: reads go through, changes are effects, calls in flight are limited. */
export function createProviderPort(options: ProviderPortOptions): ProviderPort {
  const { model, driver } = options.connection.connected;
  return {
    model,
    machine: createResource(options, 'machine', driver.machine),
    network: createResource(options, 'network', driver.network),
    endpoint: createResource(options, 'endpoint', driver.endpoint),
    image: createResource(options, 'image', driver.image),
    hostFacts: () => options.connection.calls.run(() => driver.hostFacts()),
  };
}

function createResource<D, F>(
  options: ProviderPortOptions,
  resource: string,
  driver: ResourceDriver<D, F>,
): ProviderResource<D, F> {
  const { effects, epoch, onOwner } = options;
  const { calls } = options.connection;
  const change = async (
    verb: string,
    owner: Owner,
    request: { readonly input: unknown; readonly reason: EffectReason; readonly call: () => Promise<void> },
  ): Promise<void> => {
    onOwner(owner.uid);
    const name = owner.namespace === '' ? owner.name : `${owner.namespace}/${owner.name}`;
    const target = { world: 'provider', verb, resource, name } as const;
    await calls.run(() => effects.perform({ target, input: request.input, reason: request.reason }, request.call));
  };
  return {
    async observe(owner) {
      onOwner(owner.uid);
      return await calls.run(() => driver.observe(owner));
    },
    list: (scope) => calls.run(() => driver.list(scope)),
    create: (owner, desired, reason) =>
      change('create', owner, {
        input: desired,
        reason,
        call: () => driver.create({ tags: { owner, epoch }, desired }),
      }),
    update: (owner, desired, reason) =>
      change('update', owner, {
        input: desired,
        reason,
        call: () => driver.update({ tags: { owner, epoch }, desired }),
      }),
    delete: (owner, reason, providerId) =>
      change('delete', owner, {
        input: undefined,
        reason,
        call: () => driver.delete({ owner, epoch, ...(providerId === undefined ? {} : { providerId }) }),
      }),
  };
}
