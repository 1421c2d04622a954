import { join } from 'node:path/posix';
import type { Project } from './project.ts';
import type { SourceFile } from './source-file.ts';

/** What an import names. */
export type ImportTarget =
  | { readonly kind: 'file'; readonly path: string; readonly by: 'relative' | 'alias' }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'unknown' };

/** Resolves an import as Node does, without looking at the disk. */
export function resolveImport(from: SourceFile, specifier: string, { aliases }: Project): ImportTarget {
  if (specifier.startsWith('.')) return { kind: 'file', path: join(from.path, '..', specifier), by: 'relative' };
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier.slice('node:'.length) };
  if (specifier.startsWith('#')) {
    for (const [pattern, folder] of Object.entries(aliases)) {
      const prefix = pattern.slice(0, -1);
      if (!specifier.startsWith(prefix)) continue;
      return { kind: 'file', path: join(folder.slice(0, -1), specifier.slice(prefix.length)), by: 'alias' };
    }
    return { kind: 'unknown' };
  }
  if (!/^[@a-z]/.test(specifier)) return { kind: 'unknown' };
  const parts = specifier.split('/');
  return { kind: 'package', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}
