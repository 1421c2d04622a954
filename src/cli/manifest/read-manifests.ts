import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Manifest } from './manifest.ts';
import { parseManifests } from './parse-manifests.ts';
import { problemText } from './problem.ts';

async function expand(path: string): Promise<readonly string[]> {
  if (path === '-') return [path];
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CliError(`there is no file ${path}`, { exitCode: exitCodes.notFound });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
  if (names.length === 0) throw new CliError(`no file in ${path} ends in .yaml, .yml or .json`);
  return names.map((name) => join(path, name));
}

/** The objects of files, of the files in directories, and of standard input (`-`). CliError with everything that is wrong. */
export async function readManifests(paths: readonly string[]): Promise<readonly Manifest[]> {
  const files = (await Promise.all(paths.map(expand))).flat();
  const parsed = await Promise.all(
    files.map(async (file) =>
      file === '-'
        ? parseManifests('standard input', await text(process.stdin))
        : parseManifests(file, await readFile(file, 'utf8')),
    ),
  );
  const problems = parsed.flatMap((one) => one.problems);
  if (problems.length > 0) throw new CliError(problems.map(problemText).join('\n'));
  const manifests = parsed.flatMap((one) => one.manifests);
  if (manifests.length === 0) throw new CliError(`there is no object in ${paths.join(', ')}`);
  return manifests;
}
