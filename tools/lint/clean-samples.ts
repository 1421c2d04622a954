import { longFunction } from './long-function.ts';

/** Files that break nothing. Each says why it might be thought to. */
export const cleanSamples: Readonly<Record<string, string>> = {
  'src/base/canonical.ts': "export { default as canonicalize } from 'canonicalize';\n",
  'src/domain/clean.ts':
    "import { size } from '#base/size.ts';\nimport { parse } from 'ipaddr.js';\nexport const clean = [size, parse, new Date(0).toISOString(), structuredClone({})];\n",
  'src/domain/clean.test.ts':
    "import test from 'node:test';\nimport assert from 'node:assert/strict';\nimport { store } from '#storage/store.ts';\ntest('a sentence', () => {\n  assert.ok(store, process.version);\n});\n",
  'src/domain/long-function.test.ts': longFunction,
  'src/engine/clean.ts': "import type { Storage } from '#storage/storage.ts';\nexport type Clean = Storage;\n",
  'src/platform/clock.ts': 'export function clock(): number {\n  return Date.now() + performance.now();\n}\n',
  'src/storage/sqlite/clean.ts':
    "import { DatabaseSync } from 'node:sqlite';\nexport const clean = new DatabaseSync(':memory:');\n",
  'src/manager/clean.ts':
    "import { docker } from '#providers/docker/docker.ts';\nimport { readFileSync } from 'node:fs';\nexport const clean = [docker, readFileSync];\n",
};
