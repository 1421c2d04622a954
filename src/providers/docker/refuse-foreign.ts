import type Dockerode from 'dockerode';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { foreignHolder } from './foreign-holder.ts';

/** Refuses when somebody else's container has the name. */
export async function refuseForeign(engine: Dockerode, name: string): Promise<void> {
  const holder = await foreignHolder(engine, name);
  if (holder === undefined) return;
  throw new ProviderError('ForeignOwner', `The name is taken by ${holder}: rename or remove that container.`);
}
