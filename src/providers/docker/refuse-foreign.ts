import type Dockerode from 'dockerode';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Owner } from '#providers/contract/resource.ts';
import { foreignHolder } from './foreign-holder.ts';

/** Refuses when somebody else's container has the name. */
export async function refuseForeign(engine: Dockerode, name: string, owner: Owner): Promise<void> {
  const holder = await foreignHolder(engine, name, owner);
  if (holder === undefined) return;
  throw new ProviderError('ForeignOwner', `The name is taken by ${holder}: rename or remove that container.`);
}
