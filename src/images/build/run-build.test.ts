import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TaskProgress } from '#capabilities/tasks.ts';
import { BuildError } from '../build-error.ts';
import { openArtifactCache } from '../cache/artifact-cache.ts';
import { openWeb } from '../fetch/web.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { officialPlaces } from '../recipes/official-places.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { runBuild } from './run-build.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-build-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Archives of texts need no tool and no root. */
function recipes(content: string): Recipe[] {
  const base: Recipe = {
    type: 'root-archive',
    revision: 1,
    name: 'base',
    parts: [{ from: 'text', path: 'etc/base', mode: 0o644, content }],
  };
  const whole: Recipe = {
    type: 'root-archive',
    revision: 1,
    name: 'whole',
    parts: [
      { from: 'archive', step: 'base', file: 'base.tar', prefix: '', exclude: [] },
      { from: 'text', path: 'etc/whole', mode: 0o644, content: 'whole' },
    ],
  };
  return [base, whole];
}

async function build(root: string, content: string, prepare = async () => undefined) {
  const asked: string[] = [];
  const built: string[] = [];
  const progress: TaskProgress[] = [];
  const artifacts = await runBuild({
    plan: buildPlan({ architecture: 'amd64', goVersion: 'go1', recipes: recipes(content) }),
    results: ['whole'],
    cache: await openArtifactCache(root),
    access: { web: openWeb(), places: officialPlaces },
    architecture: 'amd64',
    inputs: new Map(),
    durations: {},
    go: () => Promise.reject(new Error('nothing is compiled here')),
    prepare: async (missing) => {
      asked.push(...missing.map((step) => step.id));
      await prepare();
    },
    io: {
      progress: (entry) => progress.push(entry),
      log: (line) => built.push(...(/^(.*): built in /.exec(line)?.slice(1) ?? [])),
      signal: new AbortController().signal,
    },
  });
  return { asked, built, progress, artifacts };
}

test('a build makes what is missing, in order, and the next one makes nothing', async () => {
  const root = join(folder, 'twice');
  const first = await build(root, 'x');
  assert.deepEqual(first.asked, ['base', 'whole']);
  assert.deepEqual(first.built, ['base', 'whole']);
  const file = join(first.artifacts.get('whole')?.folder ?? '', 'whole.tar');
  const bytes = await readFile(file);
  assert.ok(bytes.includes('etc/base') && bytes.includes('etc/whole'));
  const second = await build(root, 'x');
  assert.deepEqual(second.built, []);
  assert.deepEqual(second.progress, []);
  assert.equal(second.artifacts.get('whole')?.key, first.artifacts.get('whole')?.key);
});

test('only a damaged artifact is made again', async () => {
  const root = join(folder, 'damaged');
  const first = await build(root, 'x');
  const whole = first.artifacts.get('whole');
  await truncate(join(whole?.folder ?? '', 'whole.tar'), 10);
  const second = await build(root, 'x');
  assert.deepEqual(second.built, ['whole']);
  assert.deepEqual(second.artifacts.get('whole')?.files[0]?.digest, whole?.files[0]?.digest);
});

test('a change of one recipe makes it and what contains it again', async () => {
  const root = join(folder, 'changed');
  const first = await build(root, 'x');
  const second = await build(root, 'y');
  assert.deepEqual(second.built, ['base', 'whole']);
  assert.notEqual(second.artifacts.get('whole')?.key, first.artifacts.get('whole')?.key);
});

test('two builds at once on one cache make each artifact once', async () => {
  const root = join(folder, 'together');
  const both = await Promise.all([build(root, 'x'), build(root, 'x')]);
  assert.deepEqual(both.flatMap((result) => result.built).sort(), ['base', 'whole']);
});

test('nothing is built when the machine lacks something', async () => {
  const root = join(folder, 'lacking');
  const lacking = async () => {
    throw new BuildError('ToolsMissing', 'go is missing', { retryable: false });
  };
  await assert.rejects(build(root, 'x', lacking), { code: 'ToolsMissing', retryable: false });
  assert.deepEqual((await build(root, 'x')).built, ['base', 'whole']);
});

test('the progress of a build ends at one hundred and never goes back', async () => {
  const { progress } = await build(join(folder, 'progress'), 'x');
  const done = progress.flatMap((entry) => entry.done ?? []);
  assert.equal(done.at(-1), 100);
  assert.deepEqual(
    done,
    done.toSorted((a, b) => a - b),
  );
  assert.equal(progress.at(-1)?.remainingSeconds, 0);
});
