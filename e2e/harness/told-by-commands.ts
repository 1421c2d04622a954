import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unpacked } from '#cli/testing/unpacked.ts';
import type { Installation } from './installation.ts';

const kinds = ['clusters', 'controlplanes', 'nodepools', 'machines'] as const;

/** What commands print and write for people: descriptions, explanations and every file of a support bundle. */
export async function toldByCommands(installation: Installation): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const plural of kinds) {
    for (const { metadata } of await installation.list(plural)) {
      for (const command of ['describe', 'explain'])
        found.set(
          `${command} ${plural}/${metadata.name}`,
          await installation.cli([command, `${plural}/${metadata.name}`]),
        );
    }
  }
  const secrets = await installation.list('secrets');
  for (const { metadata } of secrets.slice(0, 2))
    found.set(`describe secret ${metadata.name}`, await installation.cli(['describe', 'secret', metadata.name]));
  const path = join(installation.home, 'bundle.tar.gz');
  await installation.cli(['support-bundle', '--output', path]);
  for (const [name, text] of await unpacked(path)) found.set(`support bundle: ${name}`, text);
  await rm(path);
  return found;
}
