import type Dockerode from 'dockerode';
import { askEngine } from './ask-engine.ts';
import { unlessAbsent } from './unless-absent.ts';

/** Kills and removes a container with its anonymous volumes; gone already is fine. */
export async function removeContainer(engine: Dockerode, id: string): Promise<void> {
  await unlessAbsent(() =>
    askEngine('Removing a container', () => engine.getContainer(id).remove({ force: true, v: true })),
  );
}
