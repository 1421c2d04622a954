import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import { nearest } from '#base/nearest.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

const references: readonly { readonly field: 'release' | 'provider'; readonly kind: Kind }[] = [
  { field: 'release', kind: PlatformRelease },
  { field: 'provider', kind: Provider },
];

/** References of Clusters to what neither exists nor comes with the same files, each with the nearest name that does. */
export async function referenceProblems(
  objects: ObjectApi,
  manifests: readonly Manifest[],
): Promise<readonly Problem[]> {
  const clusters = manifests.filter(({ kind }) => kind.kind === 'Cluster');
  if (clusters.length === 0) return [];
  const problems: Problem[] = [];
  for (const { field, kind } of references) {
    const stored = (await objects.list(kind)).items.map(({ metadata }) => metadata.name);
    const brought = manifests.filter((one) => one.kind === kind).map(({ object }) => object.metadata.name);
    const known = [...stored, ...brought].sort();
    for (const cluster of clusters) {
      const spec = cluster.object['spec'] as { readonly [name: string]: unknown } | undefined;
      const name = spec?.[field];
      if (typeof name !== 'string' || known.includes(name)) continue;
      const near = nearest(name, known);
      const cure = near === undefined ? `known: ${known.join(', ') || 'none'}` : `did you mean ${near}?`;
      const message = `there is no ${kind.kind} ${name}; ${cure}`;
      problems.push({ file: cluster.file, position: cluster.locate(`spec.${field}`), field: `spec.${field}`, message });
    }
  }
  return problems;
}
