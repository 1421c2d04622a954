import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import type { Command } from 'commander';
import { parseAllDocuments } from 'yaml';
import { apiVersion } from '#api/meta/api-version.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { CommandContext } from '#cli/context/command-context.ts';
import { createProgram } from '#cli/create-program.ts';
import { seededRandomness } from '#engine/conformance/seeded-randomness.ts';
import { steppingClock } from '#engine/conformance/stepping-clock.ts';
import { createEngine } from '#engine/create-engine.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { MemoryStorage } from '#storage/memory/memory-storage.ts';
import { generateReference } from './generate-reference.ts';

const root = join(import.meta.dirname, '..');
const pages = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'src/**/*.md'], { cwd: root }).sort();

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Blocks of code of a page in one of the languages. */
function blocks(text: string, languages: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`(?:${languages})\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, block]) => block ?? '',
  );
}

/** Everything a page says in code: blocks and spans. */
function code(text: string): readonly string[] {
  const spans = [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '');
  return [...blocks(text, 'sh|console|bash'), ...spans];
}

/** Every object of ours that a text of YAML declares. */
function ours(text: string): readonly KubeObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    assert.deepEqual(document.errors, []);
    const object = document.toJS() as KubeObject | null;
    return object?.apiVersion?.startsWith('slipway.dev/') && object.kind !== undefined ? [object] : [];
  });
}

test('every declaration in the pages and examples is accepted as it stands', async () => {
  const engine = createEngine({
    storage: new MemoryStorage('docs'),
    kinds: servedKinds,
    clock: steppingClock(),
    randomness: seededRandomness(1),
  });
  const examples = globSync(['examples/**/*.yaml', 'docs/reference/examples/*.yaml'], { cwd: root });
  const texts = [
    ...examples.map((path) => [path, read(path)] as const),
    ...pages.flatMap((path) => blocks(read(path), 'ya?ml').map((block) => [path, block] as const)),
  ];
  let checked = 0;
  for (const [path, text] of texts) {
    for (const object of ours(text)) {
      const kind = servedKinds.find((one) => one.kind === object.kind && apiVersion(one) === object.apiVersion);
      assert(kind, `${path}: nothing serves ${object.kind}`);
      const namespace = kind.scope === 'Namespaced' ? { namespace: object.metadata.namespace ?? 'default' } : {};
      const metadata = { ...object.metadata, ...namespace };
      const made = engine.create(kind, { ...object, metadata }, { dryRun: true, fieldValidation: 'Strict' });
      await assert.doesNotReject(made, `${path}: ${object.kind} ${object.metadata.name}`);
      checked++;
    }
  }
  assert(checked >= 15, `only ${checked} declarations were found: the pages are not read rightly`);
  engine.close();
});

test('every relative link leads to a file, and every anchor to a heading', () => {
  const broken = pages.flatMap((path) => {
    const text = read(path).replaceAll(/^```[\s\S]*?^```|`[^`\n]+`/gm, '');
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
      if (/^[a-z]+:/.test(link)) return [];
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? join(root, path) : join(root, dirname(path), file);
      if (!existsSync(target)) return [`${path}: ${link}`];
      return anchor === undefined || anchors(target).has(anchor) ? [] : [`${path}: ${link}`];
    });
  });
  assert.deepEqual(broken, []);
});

function anchors(file: string): ReadonlySet<string> {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
}

test('every page of docs is reached from its index or from the README', () => {
  const reached = new Set<string>();
  const follow = (path: string): void => {
    if (reached.has(path) || !existsSync(join(root, path))) return;
    reached.add(path);
    for (const [, link = ''] of read(path).matchAll(/\]\(([^)#\s]+\.md)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(link)) follow(relative(root, join(root, dirname(path), link)));
    }
  };
  follow('README.md');
  follow('docs/README.md');
  const alone = pages.filter((path) => path.startsWith('docs/') && !reached.has(path));
  assert.deepEqual(alone, []);
});

test('every npm script that the pages name exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const named = pages.flatMap((path) =>
    code(read(path)).flatMap((text) =>
      [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, script = '']) => ({ path, script })),
    ),
  );
  assert(named.length > 0);
  assert.deepEqual(
    named.filter(({ script }) => scripts[script] === undefined),
    [],
  );
});

function hasOption(command: Command, word: string): boolean {
  return command.options.some(({ long, short }) => word === long || word === short);
}

/** What is missing for the words after `slipway`, or undefined when they name a command and its options. */
function unknownCommand(program: Command, words: readonly string[]): string | undefined {
  const [name = '', ...rest] = words;
  if (name.startsWith('-')) return hasOption(program, name) || name === '--help' ? undefined : name;
  const command = program.commands.find((one) => one.name() === name);
  if (command === undefined) return name;
  if (command.commands.length > 0 && rest.length > 0) return unknownCommand(command, rest);
  const end = rest.indexOf('--');
  const options = (end < 0 ? rest : rest.slice(0, end)).filter((word) => /^--?[a-z]/i.test(word));
  const known = (word: string): boolean => hasOption(command, word.replace(/=.*$/, ''));
  return options.find((word) => !known(word) && word !== '--help');
}

test('every slipway command that the pages name exists, with its options', () => {
  const program = createProgram({ installation: { version: '0', build: '', root: '' } } as CommandContext, () => {});
  const named = pages.flatMap((path) =>
    code(read(path)).flatMap((text) =>
      [...text.matchAll(/(?:^|[\s(])(?:bin\/)?slipway ((?:-{0,2}[a-z])[^\n#>|;&)…]*)/gm)].map(([, words = '']) => ({
        path,
        words: words.trim().replaceAll(/[[\]]/g, '').split(/\s+/),
      })),
    ),
  );
  assert(named.length > 10, 'the pages name hardly any command: they are not read rightly');
  const wrong = named.flatMap(({ path, words }) => {
    const missing = unknownCommand(program, words);
    return missing === undefined ? [] : [`${path}: slipway ${words.join(' ')}: there is no ${missing}`];
  });
  assert.deepEqual(wrong, []);
  assert.equal(unknownCommand(program, ['server', 'fly']), 'fly');
  assert.equal(unknownCommand(program, ['get', 'cluster', '--nothing']), '--nothing');
});

test('the reference is what the kinds and the code say, and every reason has a text', () => {
  const stale = [...generateReference(root)].flatMap(([path, text]) =>
    existsSync(join(root, path)) && read(path) === text ? [] : [path],
  );
  assert.deepEqual(stale, [], 'run npm run generate');
});
