import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { type FakeDownloads, startFakeDownloads } from '../testing/fake-downloads.ts';
import { type Download, downloadFile } from './download-file.ts';
import { openWeb, type Web } from './web.ts';

const content = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251));
const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;

let server: FakeDownloads;
let web: Web;
let folder = '';
let count = 0;
let path = '';
let file = '';
before(async () => {
  server = await startFakeDownloads();
  web = openWeb({ pace: { stallMilliseconds: 500, attempts: 3, backoffMilliseconds: 1 } });
  folder = await mkdtemp(join(tmpdir(), 'slipway-download-'));
});
beforeEach(() => {
  count += 1;
  path = `/file-${count}`;
  file = join(folder, String(count));
  server.put(path, content);
});
after(async () => {
  await web.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

function download(more: Partial<Download> = {}) {
  const { signal } = new AbortController();
  return downloadFile(web, { url: server.url + path, file, digest, signal, log: () => undefined, ...more });
}

/** Of each connection that ended, no more than what its buffers held is sent twice. */
function assertSentOnce(cuts: number): void {
  const sent = server.sent.get(path) ?? 0;
  assert.ok(sent >= content.length && sent <= content.length + cuts * 256_000, `${sent} bytes were sent`);
}

const asked = () => server.requests.filter((request) => request.split(' ')[0] === path);

test('a file is fetched, told of as it comes, and not fetched again', async () => {
  const steps: (readonly [number, number | undefined])[] = [];
  await download({ onBytes: (done, total) => steps.push([done, total]) });
  assert.deepEqual(await readFile(file), content);
  assert.deepEqual(steps.at(-1), [content.length, content.length]);
  await download();
  assert.deepEqual(asked(), [path]);
});

test('a cut connection is taken up where it ended', async () => {
  server.failNext(path, { fault: 'cut', after: 900_000 }, { fault: 'cut', after: 700_000 });
  await download();
  assert.deepEqual(await readFile(file), content);
  assertSentOnce(2);
});

test('an answer that stops coming is given up and taken up where it ended', async () => {
  server.failNext(path, { fault: 'stall', after: 1_000 });
  await download();
  assert.deepEqual(await readFile(file), content);
  assert.equal(asked().length, 2);
});

test('what an ended process left is gone on with', async () => {
  await writeFile(`${file}.part`, content.subarray(0, 150_000));
  await download();
  assert.deepEqual(await readFile(file), content);
  assert.equal(server.sent.get(path), content.length - 150_000);
});

test('a whole file whose name was not yet changed is used as it is', async () => {
  await writeFile(`${file}.part`, content);
  await download();
  assert.deepEqual(await readFile(file), content);
  assert.equal(server.sent.get(path) ?? 0, 0);
});

test('a damaged beginning and one that is too long are fetched again from the start', async () => {
  await writeFile(`${file}.part`, Buffer.alloc(150_000, 1));
  await download();
  assert.deepEqual(await readFile(file), content);
  await rm(file);
  await writeFile(`${file}.part`, Buffer.concat([content, content]));
  await download();
  assert.deepEqual(await readFile(file), content);
});

test('a file that is exchanged while it is fetched is fetched again from the start', async () => {
  server.failNext(path, { fault: 'cut', after: 900_000 }, { fault: 'status', status: 503 });
  server.put(path, Buffer.concat([Buffer.alloc(1_000_000, 1), content]));
  await download({
    log(line) {
      if (line.includes('503')) server.put(path, content);
    },
  });
  assert.deepEqual(await readFile(file), content);
});

test('a server that ignores ranges is read from the start', async () => {
  await writeFile(`${file}.part`, content.subarray(0, 1_000));
  server.failNext(path, { fault: 'ignore-range' });
  await download();
  assert.deepEqual(await readFile(file), content);
});

test('other bytes than the digest says are refused, once, and not kept', async () => {
  server.put(path, Buffer.concat([content.subarray(0, 1_000), Buffer.from('tampered')]));
  await assert.rejects(download(), { code: 'ChecksumMismatch', retryable: false });
  assert.equal(asked().length, 1);
  await assert.rejects(stat(file), { code: 'ENOENT' });
  await assert.rejects(stat(`${file}.part`), { code: 'ENOENT' });
});

test('sha512 is verified as well', async () => {
  const sha512 = `sha512:${createHash('sha512').update(content).digest('hex')}`;
  await download({ digest: sha512 });
  assert.deepEqual(await readFile(file), content);
});

test('an error that passes is waited out, one that stays is told with its count', async () => {
  server.failNext(path, { fault: 'status', status: 503 }, { fault: 'status', status: 429 });
  await download();
  await rm(file);
  server.failNext(path, ...Array.from({ length: 3 }, () => ({ fault: 'status', status: 500 }) as const));
  await assert.rejects(download(), { code: 'DownloadFailed', retryable: true, message: /failed 3 times.*answers 500/ });
});

test('progress renews the patience: many cuts in one file are no failure', async () => {
  server.failNext(path, ...Array.from({ length: 12 }, () => ({ fault: 'cut', after: 400_000 }) as const));
  await download();
  assertSentOnce(12);
});

test('what is not published is told at once', async () => {
  server.remove(path);
  await assert.rejects(download(), { code: 'NotPublished', retryable: false, message: /answers 404/ });
  assert.equal(asked().length, 1);
});

test('redirects are followed, but not in circles and not out of TLS', async () => {
  server.put('/elsewhere', content);
  server.failNext(path, { fault: 'redirect', to: '/elsewhere' });
  await download();
  assert.deepEqual(await readFile(file), content);
  await rm(file);
  server.failNext(path, ...Array.from({ length: 6 }, () => ({ fault: 'redirect', to: path }) as const));
  await assert.rejects(download(), { code: 'NotPublished', message: /redirect/ });
  server.failNext(path, { fault: 'redirect', to: 'http://downloads.example/file' });
  await assert.rejects(download(), { code: 'AddressRefused', retryable: false });
  assert.equal(server.requests.includes('/file'), false);
});

test('nobody there is a failure that names the address', async () => {
  const gone = await startFakeDownloads();
  await gone.close();
  await assert.rejects(download({ url: `${gone.url}/file` }), { code: 'DownloadFailed', message: /ECONNREFUSED/ });
});

test('aborting ends a wait and leaves what came', async () => {
  const abort = new AbortController();
  server.failNext(path, { fault: 'stall', after: 500_000 });
  const running = download({
    signal: abort.signal,
    onBytes: (done) => done > 0 && abort.abort(new Error('enough')),
  });
  await assert.rejects(running, /enough/);
  await download();
  assert.match(asked().at(-1) ?? '', / from \d+$/);
});
