import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recipe } from '../recipes/recipe.ts';
import { onPath } from './on-path.ts';

/** A program or file that builds use. */
export interface Tool {
  readonly name: string;
  /** Debian package that has it. */
  readonly package: string;
  isThere(): Promise<boolean>;
}

function debianTool(name: string, from: string): Tool {
  return { name, package: from, isThere: () => onPath(name) };
}

const toolsOf: Record<Recipe['type'], readonly Tool[]> = {
  // The compiler is fetched where there is none.
  'go-programs': [],
  'c-program': [
    debianTool('gcc', 'gcc'),
    { name: 'the static C library', package: 'libc6-dev', isThere: hasStaticLibrary },
  ],
  'debian-system': [
    debianTool('mmdebstrap', 'mmdebstrap'),
    debianTool('unshare', 'util-linux'),
    { name: "Debian's signing keys", package: 'debian-archive-keyring', isThere: hasKeyring },
  ],
  downloads: [],
  mirrored: [],
  'image-copy': [debianTool('skopeo', 'skopeo'), debianTool('tar', 'tar')],
  'image-system': [debianTool('tar', 'tar'), debianTool('unshare', 'util-linux')],
  'image-store': [debianTool('tar', 'tar'), debianTool('unshare', 'util-linux')],
  'root-archive': [],
};

function of(types: readonly Recipe['type'][]): readonly Tool[] {
  return [...new Map(types.flatMap((type) => toolsOf[type]).map((tool) => [tool.name, tool])).values()];
}

async function missing(tools: readonly Tool[]): Promise<readonly Tool[]> {
  const there = await Promise.all(tools.map((tool) => tool.isThere()));
  return tools.filter((_, index) => !there[index]);
}

async function hasStaticLibrary(): Promise<boolean> {
  const places = await readdir('/usr/lib').catch(() => []);
  return (await Promise.all(places.map((place) => exists(join('/usr/lib', place, 'libc.a'))))).some(Boolean);
}

function hasKeyring(): Promise<boolean> {
  return exists('/usr/share/keyrings/debian-archive-keyring.gpg');
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The tools that steps of some types use, which of them are missing, and how to get one. */
export const buildTools = {
  of,
  missing,
  cure: (tool: Tool): string => `run "apt-get install ${tool.package}"`,
} as const;
