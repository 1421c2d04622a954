import type Dockerode from 'dockerode';
import { askEngine } from './ask-engine.ts';
import { unlessAbsent } from './unless-absent.ts';

/** By id or name; undefined when there is none. */
export async function inspectContainer(
  engine: Dockerode,
  id: string,
): Promise<Dockerode.ContainerInspectInfo | undefined> {
  return await unlessAbsent(() => askEngine('Looking at a container', () => engine.getContainer(id).inspect()));
}
