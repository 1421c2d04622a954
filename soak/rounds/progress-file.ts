import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings, Soak } from './soak.ts';

/** How far a soak is, as it stands in its file. */
export interface Progress extends Findings {
  /** The soak's rounds and sources, by content: another value means that the progress is of another test. */
  readonly of: string;
  readonly done: number;
  readonly milliseconds: number;
}

const root = join(import.meta.dirname, '../..');

function identity({ name, sources, rounds }: Soak): string {
  const hash = createHash('sha256').update(`${name} ${rounds}\n`);
  const files = globSync([`${sources}/**/*.ts`, `soak/${name}.ts`], { cwd: root });
  for (const file of files.sort()) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** The file in which a soak notes its progress, so that a later call goes on where this one ended. */
export class ProgressFile {
  readonly #path: string;
  readonly #start: Progress;

  constructor(soak: Soak) {
    this.#path = join(root, '.cache/soak', `${soak.name}.json`);
    this.#start = { of: identity(soak), done: 0, milliseconds: 0, figures: {}, failures: [] };
  }

  /** The progress of an unfinished soak of the same sources, else that of none. */
  read(rounds: number): Progress {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch {
      return this.#start;
    }
    const found: Progress = JSON.parse(text);
    return found.of === this.#start.of && found.done < rounds ? found : this.#start;
  }

  write(progress: Progress): void {
    mkdirSync(join(root, '.cache/soak'), { recursive: true });
    writeFileSync(`${this.#path}.new`, JSON.stringify(progress));
    renameSync(`${this.#path}.new`, this.#path);
  }
}
