import type { Area } from '../architecture/area.ts';
import type { Layers } from '../architecture/layers.ts';
import type { LayersTable } from '../architecture/layers-table.ts';
import { complementRegex } from './complement-regex.ts';
import { layerOf } from '../architecture/layer-of.ts';

type Rules = Readonly<Record<string, unknown>>;

interface Override {
  readonly files: readonly string[];
  readonly rules: Rules;
}

/** An `.oxlintrc.json`. */
export interface LintConfig {
  readonly plugins: readonly string[];
  readonly categories: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly rules: Rules;
  readonly overrides: readonly Override[];
  readonly ignorePatterns: readonly string[];
}

/** What holds in every file of ours. */
function commonRules({ budgets }: LayersTable): Rules {
  return {
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-namespace': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/consistent-type-imports': [
      'error',
      { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
    ],
    'typescript/no-misused-promises': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/no-floating-promises': [
      'error',
      {
        allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'it', 'suite', 'describe'] }],
      },
    ],
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    // The kernel's order of steps is a sequence, and so is every story in a test.
    'no-await-in-loop': 'off',
    // node:test wants `mock` and asserts read well unbound; methods of ours that are passed around are closures.
    'typescript/unbound-method': 'off',
    // A copy is walked where the walk itself changes the original; control characters are what some rules are about.
    'unicorn/no-useless-spread': 'off',
    'no-control-regex': 'off',
    'max-lines': ['error', { max: budgets.file }],
    'max-lines-per-function': ['error', { max: budgets.function, skipBlankLines: true, skipComments: true }],
    'max-params': ['error', { max: budgets.parameters }],
  };
}

/** Expressions for imports by alias of anything but the areas that `area` may import. */
function foreignAliases(area: Area, layers: Layers): string[] {
  if (area.imports === 'all') return [];
  const own = layerOf(area);
  const allowed = area.imports.filter((id) => layers.areas.some((known) => known.id === id) && id !== own);
  const closed = layers.areas
    .map(({ id }) => id)
    .filter((id) => {
      const whole = allowed.find((known) => id.startsWith(`${known}/`));
      return whole !== undefined && !allowed.includes(id);
    });
  return [
    complementRegex(
      '#',
      allowed.map((id) => ({ text: `${id}/`, exact: false })),
    ),
    ...closed.map((id) => `^#${id}/`),
  ];
}

function importRule(area: Area, layers: Layers): unknown {
  const patterns: { regex: string; message: string }[] = [];
  if (area.imports !== 'all') {
    const message = `${area.id} may import ${area.imports.join(', ') || 'nothing'}, and its own files by relative path (layers.json).`;
    patterns.push(...foreignAliases(area, layers).map((regex) => ({ regex, message })));
  }
  if (area.builtins !== 'all') {
    const allowed = area.builtins.map((text) => ({ text, exact: true }));
    patterns.push({
      regex: complementRegex('node:', allowed),
      message: `${area.id} may use of Node's modules ${area.builtins.join(', ') || 'none'} (layers.json).`,
    });
  }
  if (area.packages !== 'all') {
    const names = area.packages.flatMap((text) => [
      { text, exact: true },
      { text: `${text}/`, exact: false },
    ]);
    const others = ['.', '#', 'node:'].map((text) => ({ text, exact: false }));
    patterns.push({
      regex: complementRegex('', [...others, ...names]),
      message: `${area.id} may use of npm's packages ${area.packages.join(', ') || 'none'} (layers.json).`,
    });
  }
  return patterns.length === 0 ? 'off' : ['error', { patterns }];
}

function effectRules(area: Area, table: LayersTable, open: readonly string[]): Rules {
  if (area.effects) return { 'no-restricted-globals': 'off', 'no-restricted-properties': 'off' };
  const banned = Object.entries(table.bannedGlobals).filter(([name]) => !open.includes(name));
  return {
    'no-restricted-globals': ['error', ...banned.map(([name, advice]) => ({ name, message: `${advice}.` }))],
    'no-restricted-properties': [
      'error',
      ...table.bannedProperties.map(({ message, ...which }) => ({ ...which, message: `${message}.` })),
    ],
  };
}

/** The test globs within an area. */
function testGlobs(area: Area, table: LayersTable): string[] {
  const inside = table.tests.files.filter((glob) => glob.startsWith(`${area.path}/`));
  const anywhere = table.tests.files.filter((glob) => glob.startsWith('**/'));
  const whole = table.tests.files.includes(`${area.path}/**`) ? [`${area.path}/**`] : [];
  return [...anywhere.map((glob) => `${area.path}/${glob}`), ...inside, ...whole];
}

function areaOverrides(area: Area, layers: Layers): Override[] {
  const { table } = layers;
  return [
    {
      files: [`${area.path}/**`],
      rules: { 'no-restricted-imports': importRule(area, layers), ...effectRules(area, table, []) },
    },
    {
      files: testGlobs(area, table),
      rules: {
        'no-restricted-imports': 'off',
        ...effectRules(area, table, table.tests.globals),
        'max-lines': ['error', { max: table.budgets.testFile }],
        'max-lines-per-function': 'off',
      },
    },
  ];
}

/** Derives oxlint's configuration from the table of layers. Later overrides win, so general areas come first. */
export function lintConfig(layers: Layers): LintConfig {
  const rules = commonRules(layers.table);
  const exceptions = layers.table.exceptions.flatMap(({ file, rule }): Override[] => {
    const known = [...Object.keys(rules), 'no-restricted-imports', 'no-restricted-globals', 'no-restricted-properties'];
    const name = known.find((candidate) => candidate === rule || candidate.endsWith(`/${rule}`));
    return name === undefined ? [] : [{ files: [file], rules: { [name]: 'off' } }];
  });
  return {
    plugins: ['import', 'typescript', 'unicorn', 'promise', 'oxc'],
    categories: { correctness: 'error' },
    options: { typeAware: true, denyWarnings: true },
    rules,
    overrides: [...layers.areas.toReversed().flatMap((area) => areaOverrides(area, layers)), ...exceptions],
    ignorePatterns: ['dist/**', 'node_modules/**', '.cache/**'],
  };
}
