import type Dockerode from 'dockerode';
import { askEngine } from './ask-engine.ts';
import { labelNames } from './label-names.ts';
import { removeContainer } from './remove-container.ts';

/** A look takes seconds even on a host that does much else. */
const longestSeconds = 60;

/**
 * Removes what is left of looks at the engine's host whose manager was killed meanwhile: they do not run, and keep the image
 * they were made from. Those of less than `seconds` may still be read by whoever made them.
 */
export async function removeLooks(engine: Dockerode, installation: string, seconds = longestSeconds): Promise<void> {
  const label = [`${labelNames.installation}=${installation}`, `${labelNames.resource}=look`];
  const filters = JSON.stringify({ label, status: ['created', 'exited', 'dead'] });
  const left = await askEngine('Listing containers', () => engine.listContainers({ all: true, filters }));
  if (left.length === 0) return;
  const { SystemTime = '' }: { SystemTime?: string } = await askEngine('Asking the engine for its time', () =>
    engine.info(),
  );
  const old = Date.parse(SystemTime) / 1000 - seconds;
  for (const { Created, Id } of left) if (Created < old) await removeContainer(engine, Id);
}
