import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLayers } from './architecture/load-layers.ts';
import { lintConfig } from './lint/lint-config.ts';

// `npm run generate` writes what is derived from layers.json; `npm run verify` fails when it differs.
const root = join(import.meta.dirname, '..');
const path = join(root, '.oxlintrc.json');
const wanted = `${JSON.stringify(lintConfig(loadLayers(root)), undefined, 2)}\n`;

if (!process.argv.includes('--verify')) {
  writeFileSync(path, wanted);
} else if (!existsSync(path) || readFileSync(path, 'utf8') !== wanted) {
  console.error('.oxlintrc.json is not what layers.json says. Run: npm run generate');
  process.exitCode = 1;
}
