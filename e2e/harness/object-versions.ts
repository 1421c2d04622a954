import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Installation } from './installation.ts';

const plurals = ['clusters', 'controlplanes', 'nodepools', 'machines', 'secrets', 'events'] as const;

/** Every object of the namespace `default` with its revision: equal before and after means that nobody wrote. */
export async function objectVersions(
  installation: Installation,
  chosen: readonly string[] = plurals,
): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  for (const plural of chosen) {
    const objects: readonly KubeObject[] = await installation.list(plural);
    for (const { metadata } of objects) versions.set(`${plural}/${metadata.name}`, metadata.resourceVersion);
  }
  return versions;
}
