import type Dockerode from 'dockerode';
import type { Owner } from '#providers/contract/resource.ts';
import { holderOf } from './holder-of.ts';
import { inspectContainer } from './inspect-container.ts';
import { tagsOf } from './tags-of.ts';

/** Whose container has the name; undefined when it is free or, made a moment ago by another manager, the owner's own. */
export async function foreignHolder(engine: Dockerode, name: string, owner: Owner): Promise<string | undefined> {
  const container = await inspectContainer(engine, name);
  if (container === undefined) return undefined;
  const found = tagsOf(container.Config.Labels).owner;
  if (found.installation === owner.installation && found.uid === owner.uid) return undefined;
  return holderOf(`container ${name}`, container.Config.Labels);
}
