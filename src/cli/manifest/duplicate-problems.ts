import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

/** Objects that are declared more than once: which declaration would win is nothing to be guessed. */
export function duplicateProblems(manifests: readonly Manifest[]): readonly Problem[] {
  const first = new Map<string, Manifest>();
  const problems: Problem[] = [];
  for (const manifest of manifests) {
    if (manifest.nameless === true) continue;
    const { file, kind, object, locate } = manifest;
    const { name, namespace = '' } = object.metadata;
    const id = `${kind.plural}.${kind.group}/${namespace}/${name}`;
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, manifest);
      continue;
    }
    const place = `${earlier.file === file ? 'line ' : `${earlier.file}:`}${earlier.locate('metadata.name').line}`;
    const message = `${kind.kind} ${name} is declared already at ${place}: keep one of the two`;
    problems.push({ file, position: locate('metadata.name'), field: 'metadata.name', message });
  }
  return problems;
}
