import type { Layers } from './layers.ts';
import type { SourceFile } from './source-file.ts';

/** Everything the rules judge. */
export interface Project {
  readonly layers: Layers;
  /** Every TypeScript file by its path. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Alias pattern to folder, as in package.json: `#api/*` to `./src/api/*`. */
  readonly aliases: Readonly<Record<string, string>>;
}
