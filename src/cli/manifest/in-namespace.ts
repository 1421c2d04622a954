import { exitCodes } from '../exit-codes.ts';
import { CliError } from '../cli-error.ts';
import type { Manifest } from './manifest.ts';

/** The manifest with the namespace it goes to: its own, else the one of the command line, else `default`. */
export function inNamespace(manifest: Manifest, namespace: string | undefined): Manifest {
  const { file, kind, object } = manifest;
  const own = object.metadata.namespace;
  if (kind.scope === 'Cluster') return manifest;
  if (own !== undefined && namespace !== undefined && own !== namespace) {
    const { line, column } = manifest.locate('metadata.namespace');
    throw new CliError(
      `${file}:${line}:${column} metadata.namespace: the file says ${own} and the command line says ${namespace}`,
      { exitCode: exitCodes.usage, cure: 'leave out one of the two' },
    );
  }
  return {
    ...manifest,
    object: { ...object, metadata: { ...object.metadata, namespace: own ?? namespace ?? 'default' } },
  };
}
