import type { Machine } from '#api/machine/index.ts';
import { hostPaths } from '../host/host-paths.ts';
import { sourceText } from './source-text.ts';
import type { SourcedFile } from './sourced-file.ts';

type Registry = NonNullable<Machine['spec']['registries']>[number];

/** A TOML string; what the schema lets through holds neither control characters nor anything else to escape. */
function text(value: string): string {
  return JSON.stringify(value);
}

function authority(
  registry: { readonly folder: string; readonly caFrom?: Registry['caFrom'] },
  name: string,
  texts: ReadonlyMap<string, string>,
): readonly SourcedFile[] {
  if (!registry.caFrom) return [];
  const source = sourceText(registry.caFrom, texts);
  return [{ path: `${registry.folder}/${name}`, mode: '0600', content: source.text, secret: source.secret }];
}

function ofRegistry(registry: Registry, texts: ReadonlyMap<string, string>): readonly SourcedFile[] {
  const { mirrors = [], name } = registry;
  const folder = `${hostPaths.registries}/${name}`;
  const server =
    registry.server ??
    (registry.caFrom ? `https://${name === 'docker.io' ? 'registry-1.docker.io' : name}` : undefined);
  const own = authority({ folder, caFrom: registry.caFrom }, 'ca.crt', texts);
  const theirs = mirrors.map((mirror, index) =>
    authority({ folder, caFrom: mirror.caFrom }, `mirror-${index + 1}-ca.crt`, texts),
  );
  const lines = [
    ...(server === undefined ? [] : [`server = ${text(server)}`]),
    ...own.map(({ path }) => `ca = ${text(path)}`),
    ...mirrors.flatMap(({ overridePath, url }, index) => [
      '',
      `[host.${text(url)}]`,
      '  capabilities = ["pull", "resolve"]',
      ...(theirs[index] ?? []).map(({ path }) => `  ca = ${text(path)}`),
      ...(overridePath ? ['  override_path = true'] : []),
    ]),
  ];
  const hosts = { path: `${folder}/hosts.toml`, mode: '0644', content: `${lines.join('\n').trim()}\n`, secret: false };
  return [...own, ...theirs.flat(), hosts];
}

/** containerd's files for registries: hosts.toml and authorities, below a folder for each. It reads them at every pull. */
export function registryFiles(
  registries: readonly Registry[],
  texts: ReadonlyMap<string, string>,
): readonly SourcedFile[] {
  return registries.flatMap((registry) => ofRegistry(registry, texts));
}
