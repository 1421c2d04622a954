import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLayers } from './load-layers.ts';
import { parseSource } from './parse-source.ts';
import type { Project } from './project.ts';

/** The folders that hold TypeScript of ours. */
const folders = ['src', 'tools', 'e2e', 'bench', 'soak'];

/** Reads and parses every TypeScript file below the project's root. */
export function readProject(root: string): Project {
  const paths = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root })).sort();
  if (paths.length === 0) throw new Error(`There is no TypeScript below ${root}: nothing would be checked.`);
  const files = new Map(paths.map((path) => [path, parseSource(path, readFileSync(join(root, path), 'utf8'))]));
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { layers: loadLayers(root), files, aliases: imports };
}
