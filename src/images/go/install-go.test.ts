import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openWeb, type Web } from '../fetch/web.ts';
import { type FakeDownloads, startFakeDownloads } from '../testing/fake-downloads.ts';
import { moduleArchive } from '../testing/module-archive.ts';
import { installGo } from './install-go.ts';
import { type GoPlace, goPlace } from './go-place.ts';

const version = 'v0.0.1-go1.26.8.linux-amd64';
const file = `/golang.org/toolchain/@v/${version}.zip`;
const files = {
  'bin/go': '#!/bin/sh\necho go\n',
  'pkg/tool/linux_amd64/compile': 'the compiler',
  'src/_go.mod': 'module std\n',
  'src/fmt/print.go': 'package fmt\n',
  'src/fmt/print_test.go': 'package fmt\n',
  'src/fmt/testdata/x': 'x',
};

describe('a Go compiler from a module proxy', () => {
  const { zip, hash } = moduleArchive(`golang.org/toolchain@${version}`, files);
  let folder = '';
  let server: FakeDownloads;
  let web: Web;
  let place: GoPlace;
  let count = 0;

  const install = (proxies: readonly string[], given: Partial<{ readonly hash: string }> = {}) =>
    installGo(place, {
      hash: given.hash ?? hash,
      proxies,
      web,
      io: { progress: () => undefined, log: () => undefined, signal: new AbortController().signal },
    });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slipway-go-'));
    web = openWeb({ pace: { stallMilliseconds: 2_000, attempts: 2, backoffMilliseconds: 1 }, plainHttp: true });
  });
  beforeEach(async () => {
    count += 1;
    place = goPlace(join(folder, String(count)), 'amd64');
    server = await startFakeDownloads();
    server.put(file, zip);
  });
  afterEach(() => server.close());
  after(async () => {
    await web.close();
    await rm(folder, { recursive: true });
  });

  it('is unpacked with what builds open, programs executable, and not fetched again', async () => {
    await install([server.url]);
    const there = (await readdir(place.directory, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    assert.deepEqual(there.map(({ name }) => name).toSorted(), ['compile', 'go', 'go.mod', 'print.go']);
    assert.equal((await stat(join(place.directory, 'bin/go'))).mode & 0o111, 0o111);
    assert.equal((await stat(join(place.directory, 'src/go.mod'))).mode & 0o111, 0);
    await install([server.url]);
    assert.deepEqual(server.requests, [file]);
    await assert.rejects(stat(place.zip), { code: 'ENOENT' });
  });

  it('is fetched again when a file of it was damaged', async () => {
    await install([server.url]);
    await truncate(join(place.directory, 'pkg/tool/linux_amd64/compile'), 3);
    await install([server.url]);
    assert.equal(await readFile(join(place.directory, 'pkg/tool/linux_amd64/compile'), 'utf8'), 'the compiler');
    assert.equal(server.requests.length, 2);
  });

  it('is refused when it is not what is pinned, and nothing of it stays', async () => {
    const other = moduleArchive(`golang.org/toolchain@${version}`, { ...files, 'bin/go': '#!/bin/sh\nsteal\n' });
    server.put(file, other.zip);
    await assert.rejects(install([server.url]), {
      code: 'CompilerUnavailable',
      message: new RegExp(`its hash is ${other.hash.replace(/[+/]/g, '.')}, not h1:`),
    });
    assert.deepEqual(await readdir(dirname(place.directory)), []);
  });

  it('is refused when a name leads out of it, or it is no archive', async () => {
    const outside = moduleArchive(`golang.org/toolchain@${version}`, { '../../../../evil': 'x' });
    server.put(file, outside.zip);
    await assert.rejects(install([server.url], { hash: outside.hash }), { code: 'CompilerUnavailable' });
    server.put(file, 'this is no archive');
    await assert.rejects(install([server.url]), { code: 'CompilerUnavailable' });
    assert.deepEqual(
      await readdir(folder, { recursive: true }).then((all) => all.filter((name) => /evil/.test(name))),
      [],
    );
  });

  it('comes from the next proxy where one does not have it, a directory too, and a cut connection is taken up again', async () => {
    server.failNext(file, { fault: 'cut', after: 100 });
    await install([`${server.url}/nothing`, server.url]);
    assert.equal(server.requests.length, 3);
    await rm(place.directory, { recursive: true });
    const directory = join(folder, 'proxy');
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), zip);
    await install(['file:///nowhere', pathToFileURL(directory).href]);
    assert.equal(await readFile(join(place.directory, 'bin/go'), 'utf8'), files['bin/go']);
  });

  it('says what to do when nobody has it', async () => {
    server.remove(file);
    await assert.rejects(install([server.url]), {
      code: 'CompilerUnavailable',
      message: /no Go compiler on the PATH.*answers 404.*GOPROXY can be reached, or install go1\.26\.0 or newer/,
    });
    await assert.rejects(install([]), { message: /GOPROXY names no module proxy/, retryable: false });
  });
});
