import type Dockerode from 'dockerode';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Owner } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import type { DockerContext } from './docker-context.ts';
import { refuseForeign } from './refuse-foreign.ts';

/** The engine keeps a name from the beginning of a creation and shows the container only at its end. */
const pause = 300;

/** Gives the id, or undefined when another manager is making the same container: look again. */
export async function makeContainer(
  context: DockerContext,
  owner: Owner,
  options: Dockerode.ContainerCreateOptions & { readonly name: string },
): Promise<string | undefined> {
  const engine = await context.engine();
  try {
    const { id } = await askEngine(`Creating the container ${options.name}`, () => engine.createContainer(options));
    return id;
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'ForeignOwner') throw error;
    await refuseForeign(engine, options.name, owner);
    await context.timers.sleep(pause);
    return undefined;
  }
}
