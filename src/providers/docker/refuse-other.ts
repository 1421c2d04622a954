import type Dockerode from 'dockerode';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { holderOf } from './holder-of.ts';
import { inspectContainer } from './inspect-container.ts';

/** Refuses to delete a container that was named by its id but is not the owner's; one that is gone is fine. */
export async function refuseOther(engine: Dockerode, providerId: string): Promise<void> {
  const other = await inspectContainer(engine, providerId);
  if (other === undefined) return;
  const holder = holderOf(`container ${other.Name.slice(1)}`, other.Config.Labels);
  throw new ProviderError('ForeignOwner', `This is ${holder}: it is left alone.`);
}
