import type Dockerode from 'dockerode';
import { askEngine } from './ask-engine.ts';
import { unlessAbsent } from './unless-absent.ts';

/** Removes volumes by name; those gone already are fine, one still in use is refused as Unavailable. */
export async function removeVolumes(engine: Dockerode, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await unlessAbsent(() => askEngine(`Removing the volume ${name}`, () => engine.getVolume(name).remove()));
  }
}
