import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Architecture } from '../architecture.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { cCompiler } from './c-compiler.ts';
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

function toolsFor(architecture: Architecture): Record<Recipe['type'], readonly Tool[]> {
  const c = cCompiler(architecture);
  return {
    // The compiler is fetched where there is none.
    'go-programs': [],
    'c-program': [
      debianTool(c.program, c.packages.compiler),
      {
        name: `the static C library for ${architecture}`,
        package: c.packages.library,
        isThere: () => exists(join(c.libraries, 'libc.a')),
      },
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
    'image-archive': [],
  };
}

function of(types: readonly Recipe['type'][], architecture: Architecture): readonly Tool[] {
  const tools = toolsFor(architecture);
  return [...new Map(types.flatMap((type) => tools[type]).map((tool) => [tool.name, tool])).values()];
}

async function missing(tools: readonly Tool[]): Promise<readonly Tool[]> {
  const there = await Promise.all(tools.map((tool) => tool.isThere()));
  return tools.filter((_, index) => !there[index]);
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

/** The tools that steps of some types use to build for an architecture, which of them are missing, and how to get one. */
export const buildTools = {
  of,
  missing,
  cure: (tool: Tool): string => `run "apt-get install ${tool.package}"`,
} as const;
