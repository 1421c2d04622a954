import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { allRules } from './all-rules.ts';
import { checkProject } from './check-project.ts';
import { cleanFiles } from './clean-files.ts';
import { layers } from './layers.ts';
import { loadLayers } from './load-layers.ts';
import { parseSource } from './parse-source.ts';
import type { PlantedFiles } from './planted-files.ts';
import { plantedViolations } from './planted-violations.ts';
import { printViolations } from './print-violations.ts';
import type { Project } from './project.ts';
import { readProject } from './read-project.ts';

const root = join(import.meta.dirname, '../..');
const table = { ...loadLayers(root).table, exceptions: [] };
const { imports: aliases } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function projectOf(files: PlantedFiles, rules: Project['layers'] = layers(table)): Project {
  const parsed = Object.entries(files).map(([path, text]) => [path, parseSource(path, text)] as const);
  return { layers: rules, files: new Map(parsed), aliases };
}

test('the project keeps every rule of its architecture', () => {
  const project = readProject(root);
  assert.ok(project.files.size > 50, 'hardly any file was read');
  const violations = printViolations(checkProject(project));
  assert.ok(violations === '', `\n${violations}`);
});

test('clean files break no rule', () => {
  assert.equal(printViolations(checkProject(projectOf(cleanFiles))), '');
});

test('every rule has a planted violation', () => {
  assert.deepEqual(allRules.map((rule) => rule.name).sort(), Object.keys(plantedViolations).sort());
});

for (const [rule, plants] of Object.entries(plantedViolations)) {
  test(`${rule} is caught where it is planted, and nothing else is`, () => {
    for (const planted of plants) {
      const found = checkProject(projectOf({ ...cleanFiles, ...planted }));
      assert.deepEqual([...new Set(found.map((violation) => violation.rule))], [rule], printViolations(found));
      for (const { file, message } of found) assert.ok(file in planted, `${file}: ${message}`);
    }
  });
}

test('an exception of one file from one rule holds for that file and rule only', () => {
  const exceptions = [{ file: 'src/domain/utils.ts', rule: 'file-name', reason: 'it is old' }];
  const excepted = layers({ ...table, exceptions });
  const planted = {
    'src/domain/utils.ts': 'export const utils = 1;\n',
    'src/domain/misc.ts': 'export const misc = 1;\n',
  };
  const found = checkProject(projectOf({ ...cleanFiles, ...planted }, excepted));
  assert.deepEqual(
    found.map(({ file, rule }) => [file, rule]),
    [['src/domain/misc.ts', 'file-name']],
  );
});

test('an exception without its file or without a reason is itself a violation', () => {
  const stale = layers({
    ...table,
    exceptions: [
      { file: 'src/domain/gone.ts', rule: 'file-name', reason: 'it is old' },
      { file: 'src/domain/quorum.ts', rule: 'file-name', reason: ' ' },
    ],
  });
  const found = checkProject(projectOf(cleanFiles, stale));
  assert.deepEqual(
    found.map(({ rule }) => rule),
    ['stale-exception', 'stale-exception'],
  );
});

test('a file that does not parse is an error, not a file without violations', () => {
  assert.throws(() => parseSource('src/domain/size.ts', 'export const = 1;'), /src\/domain\/size\.ts does not parse/);
});
