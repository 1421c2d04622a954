import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { ArtifactSettings } from './artifact-settings.ts';
import type { ImageTaskInput } from './image-task-input.ts';
import type { MirrorIndex } from './mirror/mirror-index.ts';
import { type ImageTaskResult, runImageTask } from './run-image-task.ts';
import { type MirrorTaskResult, runMirrorTask } from './run-mirror-task.ts';
import { type FakeDownloads, startFakeDownloads } from './testing/fake-downloads.ts';
import { fillTinyCache, tinyImageTask } from './testing/tiny-image.ts';

let folder = '';
let task: ImageTaskInput;
let built: ImageTaskResult;
let mirror = '';
let filled: MirrorTaskResult;
let count = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-mirror-'));
  task = await tinyImageTask(join(folder, 'task'), join(folder, 'cache'));
  await fillTinyCache(task);
  built = await runImageTask(task, quiet());
  mirror = join(folder, 'mirror');
  filled = await runMirrorTask({ ...task, directory: mirror }, quiet());
});
after(() => rm(folder, { recursive: true, force: true }));

function placeOf(tool: string): string {
  return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', tool], { encoding: 'utf8' }).trim();
}

function quiet(messages: string[] = []) {
  const { signal } = new AbortController();
  return { progress: ({ message }: { message: string }) => void messages.push(message), log: () => undefined, signal };
}

/** The same task on a machine that has nothing yet. */
async function elsewhere(artifacts: Omit<ArtifactSettings, 'provider'>): Promise<ImageTaskInput> {
  count += 1;
  return { ...task, cache: join(folder, `cache-${count}`), artifacts: { provider: 'local', ...artifacts } };
}

const named = (location: string, digest?: string) =>
  elsewhere({ source: 'Mirror', mirror: { location, ...(digest === undefined ? {} : { digest }) } });

/** Any web server over the mirror. */
async function serve(): Promise<FakeDownloads> {
  const server = await startFakeDownloads();
  for (const name of await readdir(join(mirror, 'blobs', 'sha256'))) {
    server.put(`/m/blobs/sha256/${name}`, await readFile(join(mirror, 'blobs', 'sha256', name)));
  }
  server.put('/m/index.json', await readFile(join(mirror, 'index.json')));
  return server;
}

async function indexOf(): Promise<MirrorIndex> {
  return JSON.parse(await readFile(join(mirror, 'index.json'), 'utf8')) as MirrorIndex;
}

async function blobOf(name: string, file: string): Promise<string> {
  const artifact = (await indexOf()).artifacts.find((one) => one.name === name);
  const digest = artifact?.files.find((one) => one.name === file)?.digest;
  assert.ok(digest);
  return `blobs/${digest.replace(':', '/')}`;
}

test('a machine with nothing but the mirror makes the same image, byte for byte, with no compiler and no package', async () => {
  const tools = join(folder, 'tools');
  await mkdir(tools);
  for (const tool of ['flock', 'sh', 'cat']) await symlink(placeOf(tool), join(tools, tool));
  const path = process.env['PATH'];
  try {
    process.env['PATH'] = tools;
    for (const purpose of ['machine', 'endpoint'] as const) {
      const input = await named(mirror);
      const result = await runImageTask({ ...input, purpose }, quiet());
      assert.deepEqual(result.source, { name: 'Mirror', reason: 'Provider local says so' });
      if (purpose === 'machine') {
        assert.equal(result.digest, built.digest);
        assert.deepEqual(result.contents, built.contents);
        assert.equal(await readFile(result.kubectl ?? '', 'utf8'), 'kubectl '.repeat(5_000));
      }
    }
  } finally {
    process.env['PATH'] = path;
  }
});

test('a mirror holds what images take and no more, readable for who serves it', async () => {
  const { artifacts } = await indexOf();
  const names = artifacts.map((artifact) => artifact.name).sort();
  const all = ['cni-plugins', 'containerd', 'endpoint-system', 'etcd', 'image-store', 'kubernetes', 'machine-system'];
  assert.deepEqual(names, all);
  const kubernetes = artifacts.find(({ name }) => name === 'kubernetes');
  assert.deepEqual(
    kubernetes?.files.map(({ name }) => name),
    ['kubeadm', 'kubectl', 'kubelet'],
  );
  assert.equal((await stat(join(mirror, await blobOf('etcd', 'etcdctl')))).mode & 0o777, 0o644);
  const text = await readFile(join(mirror, 'index.json'));
  assert.equal(filled.digest, `sha256:${createHash('sha256').update(text).digest('hex')}`);
});

test('filling again writes nothing, and mends what is damaged', async () => {
  const blob = join(mirror, await blobOf('etcd', 'etcdctl'));
  const good = join(mirror, await blobOf('kubernetes', 'kubelet'));
  const { mtimeMs } = await stat(good);
  await writeFile(blob, 'damaged');
  assert.deepEqual(await runMirrorTask({ ...task, directory: mirror }, quiet()), filled);
  assert.equal(await readFile(blob, 'utf8'), 'etcdctl '.repeat(5_000));
  assert.equal((await stat(good)).mtimeMs, mtimeMs);
});

test('a directory of something else is left alone', async () => {
  const other = join(folder, 'other');
  await mkdir(other);
  await writeFile(join(other, 'letter'), 'mine');
  await assert.rejects(runMirrorTask({ ...task, directory: other }, quiet()), { code: 'MirrorInvalid' });
  assert.deepEqual(await readdir(other), ['letter']);
  await assert.rejects(runMirrorTask({ ...task, directory: 'relative' }, quiet()), { code: 'InvalidInput' });
});

test('a mirror behind a web server serves as well, over cut connections', async () => {
  const server = await serve();
  try {
    server.failNext(`/m/${await blobOf('containerd', 'containerd')}`, { fault: 'cut', after: 30_000 });
    server.failNext('/m/index.json', { fault: 'status', status: 503 });
    const messages: string[] = [];
    const result = await runImageTask(await named(`${server.url}/m`, filled.digest), quiet(messages));
    assert.equal(result.digest, built.digest);
    assert.ok(
      messages.some((message) => /^fetching \S/.test(message)),
      messages.join('\n'),
    );
    assert.ok(messages.includes('artifacts come from Mirror: Provider local says so'));
  } finally {
    await server.close();
  }
});

test('a build that is killed in the middle of a download goes on there', async () => {
  const server = await serve();
  try {
    const path = `/m/${await blobOf('image-store', 'store.tar')}`;
    server.failNext(path, { fault: 'stall', after: 1_000 });
    const input = await named(`${server.url}/m`);
    const script = join(import.meta.dirname, 'testing', 'image-task-process.ts');
    const child = spawn(process.execPath, [script, JSON.stringify(input)], { stdio: 'ignore' });
    await server.stalled(path);
    // What was sent is on the disk once its size says so.
    await grown(join(input.cache, 'work'), 1_000);
    child.kill('SIGKILL');
    await once(child, 'close');
    const before = server.requests.length;
    const result = await runImageTask(input, quiet());
    assert.equal(result.digest, built.digest);
    assert.ok(server.requests.slice(before).includes(`${path} from 1000`));
    const repeated = server.requests
      .slice(before)
      .filter((request) => server.requests.slice(0, before).includes(request));
    assert.deepEqual(repeated, ['/m/index.json']);
  } finally {
    await server.close();
  }
});

/** Resolves once a file below the folder that is still being fetched has this size. */
async function grown(root: string, size: number): Promise<void> {
  for (;;) {
    const names = await readdir(root, { recursive: true }).catch(() => [] as string[]);
    const parts = names.filter((name) => name.endsWith('store.tar.part'));
    const sizes = await Promise.all(parts.map(async (name) => (await stat(join(root, name))).size));
    if (sizes.some((found) => found >= size)) return;
  }
}

test('a damaged mirror is refused with its cure, and nothing of it is used', async () => {
  const blob = join(mirror, await blobOf('cni-plugins', 'bridge'));
  const text = await readFile(blob);
  await writeFile(blob, 'tampered');
  try {
    const input = await named(mirror);
    await assert.rejects(runImageTask(input, quiet()), {
      code: 'ChecksumMismatch',
      retryable: false,
      message: /fill the mirror again/,
    });
  } finally {
    await writeFile(blob, text);
  }
});

test('another index than the digest names, one that is none, and none at all are told apart', async () => {
  await assert.rejects(runImageTask(await named(mirror, `sha256:${'0'.repeat(64)}`), quiet()), {
    code: 'ChecksumMismatch',
    message: /spec\.artifacts\.mirror/,
  });
  await assert.rejects(runImageTask(await named(join(folder, 'nowhere')), quiet()), { code: 'MirrorUnavailable' });
  const wrong = join(folder, 'wrong');
  await mkdir(wrong);
  for (const text of ['{', '[]', '{"format":2,"artifacts":[]}', evil]) {
    await writeFile(join(wrong, 'index.json'), text);
    await assert.rejects(runImageTask(await named(wrong), quiet()), { code: 'MirrorInvalid' }, text);
  }
});

const evil = JSON.stringify({
  format: 1,
  artifacts: [
    {
      role: 'r',
      name: 'kubernetes',
      architecture: 'amd64',
      facts: {},
      files: [{ name: '../../kubelet', digest: `sha256:${'0'.repeat(64)}`, sizeBytes: 1 }],
    },
  ],
});

test('a mirror of another release says what it lacks', async () => {
  const input = await named(mirror);
  const components = { ...input.components, kubernetes: '1.37.2' };
  await assert.rejects(runImageTask({ ...input, components }, quiet()), {
    code: 'MirrorIncomplete',
    message: /lacks kubernetes 1\.37\.2, image-store for/,
  });
});

test('what the cache has is taken before anything is asked, and the reason says so', async () => {
  const artifacts = { source: 'Auto', provider: 'local', mirror: { location: join(folder, 'nowhere') } } as const;
  const result = await runImageTask({ ...task, artifacts }, quiet());
  assert.equal(result.source.name, 'Source');
  assert.match(result.source.reason, /cache/);
});

test('tried without being named, a mirror that lacks nothing is taken', async () => {
  const result = await runImageTask(await elsewhere({ source: 'Auto', mirror: { location: mirror } }), quiet());
  assert.deepEqual(result.source, { name: 'Mirror', reason: `Provider local names the mirror ${mirror}` });
});
