import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { layers } from '../architecture/layers.ts';
import { loadLayers } from '../architecture/load-layers.ts';
import { cleanSamples } from './clean-samples.ts';
import { lintConfig } from './lint-config.ts';
import { plantedSamples } from './planted-samples.ts';

const root = join(import.meta.dirname, '../..');
const config = lintConfig(layers({ ...loadLayers(root).table, exceptions: [] }));

interface LintReport {
  readonly diagnostics: readonly { readonly code: string; readonly filename: string; readonly message: string }[];
  readonly number_of_files: number;
}

/** Lints the samples in a directory of their own, with the configuration that is generated for the project. */
function lintSamples(samples: Readonly<Record<string, string>>): LintReport {
  const directory = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
    const files = {
      ...samples,
      '.oxlintrc.json': JSON.stringify(config),
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify({ extends: join(root, 'tsconfig.json'), include: ['src', 'tools'] }),
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const command = join(root, 'node_modules/.bin/oxlint');
    const { stdout, error } = spawnSync(command, ['--format=json'], { cwd: directory, encoding: 'utf8' });
    if (error !== undefined) throw error;
    return JSON.parse(stdout);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const rulesSetToError = Object.entries(config.rules)
  .filter(([, setting]) => setting === 'error' || (Array.isArray(setting) && setting[0] === 'error'))
  .map(([rule]) => rule.replace(/^.*\//, ''));
const perArea = ['no-restricted-imports', 'no-restricted-globals', 'no-restricted-properties'];

test('every rule that is switched on has a planted violation', () => {
  const planted = new Set(plantedSamples.map((sample) => sample.rule));
  assert.deepEqual([...planted].sort(), [...rulesSetToError, ...perArea].sort());
});

test('oxlint catches each planted violation by its rule, and nothing in clean files', () => {
  const planted = Object.assign({}, ...plantedSamples.map((sample) => sample.files));
  const samples = { ...cleanSamples, ...planted };
  const { diagnostics, number_of_files: files } = lintSamples(samples);
  assert.equal(files, Object.keys(samples).length, 'oxlint looked at another number of files');
  for (const { rule, files: broken } of plantedSamples) {
    for (const path of Object.keys(broken)) {
      const found = diagnostics.filter(({ filename }) => filename === path);
      const names = new Set(found.map(({ code }) => code.replace(/^.*\(|\)$/g, '')));
      assert.deepEqual([...names], [rule], `${path}: ${JSON.stringify(found)}`);
    }
  }
  const surprises = diagnostics.filter(({ filename }) => !(filename in planted));
  assert.deepEqual(surprises, []);
});
