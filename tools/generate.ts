import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layersPage } from './architecture/layers-page.ts';
import { loadLayers } from './architecture/load-layers.ts';
import { generateReference } from './generate-reference.ts';
import { lintConfig } from './lint/lint-config.ts';

// `npm run generate` writes what is derived from layers.json and from the kinds; `npm run verify` fails when it differs.
// `npm run generate -- stories` also lives the scenarios and writes what happens in them: a test compares that.
const root = join(import.meta.dirname, '..');
const layers = loadLayers(root);

/** The text each generated file should have, given the one it has. */
const generated: Readonly<Record<string, (present: string) => string>> = {
  '.oxlintrc.json': () => `${JSON.stringify(lintConfig(layers), undefined, 2)}\n`,
  'ARCHITECTURE.md': (present) => layersPage(present, layers),
  ...Object.fromEntries([...generateReference(root)].map(([name, text]) => [name, () => text])),
};

for (const [name, text] of Object.entries(generated)) {
  const path = join(root, name);
  const present = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const wanted = text(present);
  if (wanted === present) continue;
  if (process.argv.includes('--verify')) {
    console.error(`${name} is not what it is generated from. Run: npm run generate`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted);
  }
}

if (process.argv.includes('stories')) {
  const { liveStory } = await import('#manager/simulate/live-story.ts');
  for (const file of globSync('scenarios/*.yaml', { cwd: root }).sort()) {
    const { run, text } = await liveStory(join(root, file), 1);
    writeFileSync(join(root, file.replace(/\.yaml$/, '.txt')), text);
    console.log(`${run.shortfalls.length === 0 ? '✔' : '✖'} ${file}`);
    if (run.shortfalls.length > 0) process.exitCode = 1;
  }
}
