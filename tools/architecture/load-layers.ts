import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { layers } from './layers.ts';
import type { Layers } from './layers.ts';

/** Reads `layers.json` in the project's root. */
export function loadLayers(root: string): Layers {
  return layers(JSON.parse(readFileSync(join(root, 'layers.json'), 'utf8')));
}
