import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { decodeManifest } from './decode-manifest.ts';
import { duplicateProblems } from './duplicate-problems.ts';
import { inNamespace } from './in-namespace.ts';
import { type ParsedFile, parseManifests } from './parse-manifests.ts';

async function expand(path: string): Promise<readonly string[]> {
  if (path === '-') return [path];
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CliError(`there is no file ${path}`, { exitCode: exitCodes.notFound });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
  if (names.length === 0) throw new CliError(`no file in ${path} ends in .yaml, .yml or .json`);
  return names.map((name) => join(path, name));
}

async function parse(path: string): Promise<ParsedFile> {
  const file = path === '-' ? 'standard input' : path;
  const tooLarge = path === '-' ? undefined : decodeManifest.sizeProblem(file, (await stat(path)).size);
  if (tooLarge) return { manifests: [], problems: [tooLarge] };
  const text = decodeManifest.text(file, path === '-' ? await buffer(process.stdin) : await readFile(path));
  return typeof text === 'string' ? parseManifests(file, text) : { manifests: [], problems: [text] };
}

/**
 * The objects of files, of the files in directories, and of standard input (`-`), each in its namespace, with everything
 * that can be seen to be wrong without a server. CliError where there is nothing to read.
 */
export async function readManifests(paths: readonly string[], namespace: string | undefined): Promise<ParsedFile> {
  const files = (await Promise.all(paths.map(expand))).flat();
  const parsed = await Promise.all(files.map(parse));
  const manifests = parsed.flatMap((one) => one.manifests).map((manifest) => inNamespace(manifest, namespace));
  const problems = [...parsed.flatMap((one) => one.problems), ...duplicateProblems(manifests)];
  if (manifests.length === 0 && problems.length === 0) {
    throw new CliError(`there is no object in ${paths.join(', ')}: declare one, for example a Cluster`);
  }
  return { manifests, problems };
}
