import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker } from './docker.ts';

/** Files of a container, which may not have been started yet. */
export const containerFiles = {
  async write(
    id: string,
    { path, content, mode = 0o644 }: { readonly path: string; readonly content: string; readonly mode?: number },
  ): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), 'slipway-file-'));
    try {
      const file = join(directory, 'file');
      await writeFile(file, content, { mode });
      await docker(['cp', file, `${id}:${path}`]);
    } finally {
      await rm(directory, { recursive: true });
    }
  },

  async makeDirectory(id: string, path: string): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), 'slipway-file-'));
    try {
      // Copied under its own name where it is missing; into it, which changes nothing, where it is there.
      await docker(['cp', `${directory}/.`, `${id}:${path}`]);
    } finally {
      await rm(directory, { recursive: true });
    }
  },

  async read(id: string, path: string): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'slipway-file-'));
    try {
      const file = join(directory, 'file');
      await docker(['cp', `${id}:${path}`, file]);
      return await readFile(file, 'utf8');
    } finally {
      await rm(directory, { recursive: true });
    }
  },
} as const;
