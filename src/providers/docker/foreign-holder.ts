import type Dockerode from 'dockerode';
import { holderOf } from './holder-of.ts';
import { inspectContainer } from './inspect-container.ts';

/** Whose container has the name, asked when ours was not found by its labels; undefined when the name is free. */
export async function foreignHolder(engine: Dockerode, name: string): Promise<string | undefined> {
  const container = await inspectContainer(engine, name);
  return container && holderOf(`container ${name}`, container.Config.Labels);
}
