import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { SourceName } from '../artifact-settings.ts';
import { BuildError } from '../build-error.ts';
import { openArtifactCache } from '../cache/artifact-cache.ts';
import { openWeb } from '../fetch/web.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { officialPlaces } from '../recipes/official-places.ts';
import type { Recipe } from '../recipes/recipe.ts';
import { type FakeDownloads, startFakeDownloads } from '../testing/fake-downloads.ts';
import type { ArtifactSource } from './artifact-source.ts';
import { obtainArtifacts } from './obtain-artifacts.ts';
import { probeOfficial } from './probe-official.ts';

const { signal } = new AbortController();
const web = openWeb({ pace: { stallMilliseconds: 5_000, attempts: 1, backoffMilliseconds: 0 } });

let folder = '';
let server: FakeDownloads;
let count = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-sources-'));
  server = await startFakeDownloads();
  for (const name of ['Mirror', 'Official', 'Source']) server.put(`/${name}`, 'program');
  server.put('/v2/', '{}');
});
after(async () => {
  await web.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A source whose image has one program; `fails` is thrown where it says. */
function source(name: SourceName, fails: { plan?: Error; probe?: Error; path?: string } = {}): ArtifactSource {
  const part = { from: 'program', step: 'tool', file: 'x', path: 'x' } as const;
  const image: Recipe = { type: 'root-archive', revision: 1, name: 'image', parts: [part] };
  const recipes = [download(fails.path ?? `/${name}`), image];
  return {
    name,
    because: `${name} answers`,
    plan: async () => {
      if (fails.plan) throw fails.plan;
      return buildPlan({ architecture: 'amd64', goVersion: '', recipes });
    },
    probe: async () => {
      if (fails.probe) throw fails.probe;
    },
    access: { web, places: officialPlaces },
    close: () => Promise.resolve(),
  };
}

async function obtain(sources: readonly ArtifactSource[], named?: string) {
  count += 1;
  return obtainArtifacts({
    sources,
    ...(named === undefined ? {} : { named }),
    results: () => ['image'],
    cache: await openArtifactCache(join(folder, String(count))),
    architecture: 'amd64',
    go: () => Promise.reject(new Error('nothing is compiled here')),
    inputs: new Map(),
    durations: {},
    prepare: () => Promise.resolve(),
    io: { progress: () => undefined, log: () => undefined, signal },
  });
}

const error = (code: string, message: string) =>
  new BuildError(code, message, { retryable: code === 'DownloadFailed' });

function download(path: string): Recipe {
  const digest = `sha256:${createHash('sha256').update('program').digest('hex')}`;
  const files = [{ url: server.url + path, checksum: { from: 'pinned', digest } as const, keep: { name: 'x' } }];
  return { type: 'downloads', revision: 1, name: 'tool', version: '1', files };
}

test('the first source that answers is taken, and the reason names those that were not', async () => {
  const mirror = source('Mirror', { plan: error('MirrorUnavailable', 'it is not mounted.') });
  const official = source('Official', { probe: error('DownloadFailed', 'dl.k8s.io does not answer.') });
  assert.deepEqual((await obtain([mirror, official, source('Source')])).source, {
    name: 'Source',
    reason: 'Source answers; not Mirror: it is not mounted; not Official: dl.k8s.io does not answer',
  });
});

test('where no source has everything, the reason of each is told at once', async () => {
  const mirror = source('Mirror', { plan: error('MirrorUnavailable', 'It is not mounted.') });
  await assert.rejects(obtain([mirror, source('Source', { path: '/missing' })]), {
    code: 'NoSource',
    message:
      /Mirror: It is not mounted\. Source: .*missing is not there: the server answers 404\. Where they can be had, fill a mirror with "slipway image mirror/,
  });
});

test('a source that lacks something in the middle gives way to the next', async () => {
  const { source: chosen } = await obtain([source('Official', { path: '/missing' }), source('Mirror')]);
  assert.equal(chosen.name, 'Mirror');
  assert.match(chosen.reason, /^Mirror answers; not Official: .*missing is not there/);
});

test('bytes that are not what they should be are no reason to look elsewhere', async () => {
  server.put('/tampered', 'another program');
  await assert.rejects(obtain([source('Official', { path: '/tampered' }), source('Source')]), {
    code: 'ChecksumMismatch',
  });
});

test('a source that was named is the only one, and its failure is told as it is', async () => {
  const failing = source('Official', { plan: error('DownloadFailed', 'nobody answers') });
  await assert.rejects(obtain([failing], 'Provider lab says so'), {
    code: 'DownloadFailed',
    message: 'nobody answers',
  });
  // Nobody is asked whether it answers.
  const unasked = source('Source', { probe: error('DownloadFailed', 'asked') });
  assert.deepEqual((await obtain([unasked], 'Provider lab says so')).source, {
    name: 'Source',
    reason: 'Provider lab says so',
  });
});

test('published artifacts are looked for by one small question to each server', async () => {
  const { host } = new URL(server.url);
  const recipes: Recipe[] = [
    download('/Source'),
    { type: 'image-copy', revision: 1, name: 'image', version: '1', reference: `${host}/pause:3` },
  ];
  await probeOfficial(recipes, { places: officialPlaces, signal });
  const gone = await startFakeDownloads();
  await gone.close();
  const places = { ...officialPlaces, downloads: gone.url };
  const published: Recipe = {
    type: 'downloads',
    revision: 1,
    name: 'kubernetes',
    version: '1',
    files: [{ url: 'https://dl.k8s.io/x', checksum: { from: 'pinned', digest: '' }, keep: { name: 'x' } }],
  };
  await assert.rejects(probeOfficial([published], { places, signal }), {
    code: 'DownloadFailed',
    message: /127\.0\.0\.1:\d+ does not answer \(ECONNREFUSED\)/,
  });
  server.failNext('/Source', { fault: 'status', status: 404 });
  await assert.rejects(probeOfficial(recipes.slice(0, 1), { places, signal }), { message: /answers 404/ });
});
