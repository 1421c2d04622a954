import { longFunction } from './long-function.ts';

/** A violation of one of oxlint's rules: every one of its files breaks that rule and no other. */
export interface PlantedSample {
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
}

const imports: Readonly<Record<string, string>> = {
  'src/base/a.ts': "import type { Machine } from '#api/machine.ts';\nexport type A = Machine;\n",
  'src/api/meta/a.ts': "import type { Machine } from '#api/machine.ts';\nexport type A = Machine;\n",
  'src/api/a.ts': "import { parse } from 'yaml';\nexport const a = parse;\n",
  'src/domain/a.ts': "import type { Clock } from '#capabilities/clock.ts';\nexport type A = Clock;\n",
  'src/domain/b.ts': "import { readFileSync } from 'node:fs';\nexport const b = readFileSync;\n",
  'src/runtime/a.ts': "import type { Machine } from '#api/machine/index.ts';\nexport type A = Machine;\n",
  'src/storage/a.ts': "import { open } from '#storage/sqlite/open.ts';\nexport const a = open;\n",
  'src/storage/sqlite/a.ts': "import { spawn } from 'node:child_process';\nexport const a = spawn;\n",
  'src/engine/a.ts': "import { open } from '#storage/sqlite/open.ts';\nexport const a = open;\n",
  'src/controllers/a.ts': "import { docker } from '#providers/docker/docker.ts';\nexport const a = docker;\n",
  'src/providers/docker/a.ts': "import { clock } from '#platform/clock.ts';\nexport const a = clock;\n",
  'src/cli/a.ts': "import { engine } from '#engine/engine.ts';\nexport const a = engine;\n",
};

const globals: Readonly<Record<string, string>> = Object.fromEntries(
  ['setTimeout', 'process', 'crypto', 'fetch', 'Intl', 'globalThis', 'performance', 'console'].map((name) => [
    `src/runtime/${name.toLowerCase()}.ts`,
    `export const a = ${name};\n`,
  ]),
);

const properties: Readonly<Record<string, string>> = {
  'src/runtime/now.ts': 'export const a = Date.now();\n',
  'src/runtime/random.ts': 'export const a = Math.random();\n',
  'src/runtime/timeout.ts': 'export const a = AbortSignal.timeout(1);\n',
  'src/runtime/order.ts': "export const a = 'a'.localeCompare('b');\n",
  'src/runtime/order.test.ts': 'export const a = Date.now();\n',
};

/** At least one violation of every rule that the configuration switches on. */
export const plantedSamples: readonly PlantedSample[] = [
  { rule: 'no-restricted-imports', files: imports },
  { rule: 'no-restricted-globals', files: globals },
  { rule: 'no-restricted-properties', files: properties },
  {
    rule: 'no-cycle',
    files: {
      'src/base/left.ts':
        "import type { Right } from './right.ts';\nexport interface Left {\n  readonly right: Right;\n}\n",
      'src/base/right.ts':
        "import type { Left } from './left.ts';\nexport interface Right {\n  readonly left: Left;\n}\n",
    },
  },
  { rule: 'no-default-export', files: { 'src/base/default.ts': 'export default 1;\n' } },
  { rule: 'no-explicit-any', files: { 'src/base/any.ts': 'export type A = any;\n' } },
  {
    rule: 'no-non-null-assertion',
    files: { 'src/base/bang.ts': 'export function a(b: string | undefined): string {\n  return b!;\n}\n' },
  },
  {
    rule: 'no-namespace',
    files: { 'src/base/namespace.ts': 'declare namespace A {\n  type B = string;\n}\nexport type C = A.B;\n' },
  },
  { rule: 'ban-ts-comment', files: { 'src/base/silence.ts': '// @ts-ignore\nexport const a: number = 1;\n' } },
  {
    rule: 'consistent-type-imports',
    files: { 'src/base/type-import.ts': "import { Left } from './left.ts';\nexport type A = Left;\n" },
  },
  {
    rule: 'no-misused-promises',
    files: {
      'src/base/misused.ts':
        'export function a(b: () => Promise<boolean>): number {\n  if (b()) return 1;\n  return 2;\n}\n',
    },
  },
  { rule: 'only-throw-error', files: { 'src/base/throws.ts': "export function a(): never {\n  throw 'a';\n}\n" } },
  {
    rule: 'switch-exhaustiveness-check',
    files: {
      'src/base/switch.ts':
        "export function a(b: 'one' | 'two'): number {\n  switch (b) {\n    case 'one':\n      return 1;\n  }\n  return 2;\n}\n",
    },
  },
  {
    rule: 'no-floating-promises',
    files: { 'src/base/floating.ts': 'export function a(b: () => Promise<void>): void {\n  b();\n}\n' },
  },
  { rule: 'eqeqeq', files: { 'src/base/equal.ts': 'export const a = (b: number): boolean => b == 1;\n' } },
  { rule: 'no-var', files: { 'src/base/var.ts': 'export var a = 1;\n' } },
  { rule: 'prefer-const', files: { 'src/base/let.ts': 'let a = 1;\nexport const b = a;\n' } },
  { rule: 'no-warning-comments', files: { 'src/base/later.ts': '// TODO: later.\nexport const a = 1;\n' } },
  { rule: 'max-lines', files: { 'src/base/long.ts': `export const a = 1;\n${'// A line.\n'.repeat(500)}` } },
  { rule: 'max-lines-per-function', files: { 'src/base/long-function.ts': longFunction } },
  {
    rule: 'max-params',
    files: { 'src/base/four.ts': 'export const a = (b: 1, c: 1, d: 1, e: 1): number => b + c + d + e;\n' },
  },
];
