import type { Artifact } from '../cache/artifact-cache.ts';
import type { WrittenImage } from '../oci/image-layout.ts';

/** One thing in an image that has a version. */
export interface ContentEntry {
  readonly name: string;
  readonly version: string;
  /** Of the program, of the container image's manifest, or of the package's whole system. */
  readonly digest: string;
}

interface KnownFacts {
  readonly version?: string;
  readonly packages?: Readonly<Record<string, string>>;
  readonly images?: readonly WrittenImage[];
}

/** What an archive made from these artifacts contains, sorted by name; `files` are the programs taken, by step. */
export function archiveContents(
  needs: Iterable<readonly [string, Artifact]>,
  files: ReadonlyMap<string, ReadonlySet<string>>,
): ContentEntry[] {
  const entries: ContentEntry[] = [];
  for (const [step, artifact] of needs) {
    const taken = artifact.files.filter((file) => files.get(step)?.has(file.name));
    const { version, packages = {}, images = [] }: KnownFacts = artifact.facts;
    if (version !== undefined) {
      entries.push(...taken.map((file) => ({ name: file.name, version, digest: file.digest })));
    }
    for (const [name, packageVersion] of Object.entries(packages)) {
      entries.push({ name, version: packageVersion, digest: taken[0]?.digest ?? '' });
    }
    for (const { reference, digest } of images) {
      const colon = reference.lastIndexOf(':');
      entries.push({ name: reference.slice(0, colon), version: reference.slice(colon + 1), digest });
    }
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
