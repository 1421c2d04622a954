import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { extract } from 'tar-stream';
import { addParts } from './add-parts.ts';
import { writeArchive } from './archive-writer.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-archive-'));
});
after(() => rm(folder, { recursive: true, force: true }));

interface Listed {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly content: string;
  readonly linkname: string;
}

async function list(file: string): Promise<Listed[]> {
  const unpack = createReadStream(file).pipe(extract());
  const entries: Listed[] = [];
  for await (const entry of unpack) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) {
      chunks.push(chunk as Buffer);
    }
    const { name, type, mode, linkname } = entry.header;
    entries.push({ name, type, mode, linkname, content: Buffer.concat(chunks).toString() });
  }
  return entries;
}

const sources = {
  stepFile: (_step: string, name: string) => join(folder, name),
  inputFile: () => join(folder, 'input'),
  signal: new AbortController().signal,
};

test('the digest is of the bytes written, and equal content gives equal bytes', async () => {
  const digests = await Promise.all(
    ['a.tar', 'b.tar'].map(async (name) => {
      const writer = writeArchive(join(folder, name));
      await writer.addText('etc/one', 'first', 0o644);
      await writer.add({ name: 'etc/two', type: 'symlink', linkname: 'one', mode: 0o777 });
      return writer.finish();
    }),
  );
  assert.deepEqual(digests[0], digests[1]);
  const bytes = await readFile(join(folder, 'a.tar'));
  assert.equal(digests[0]?.digest, `sha256:${createHash('sha256').update(bytes).digest('hex')}`);
  assert.equal(digests[0]?.sizeBytes, bytes.length);
});

test('missing parents are written before their children and once', async () => {
  const file = join(folder, 'parents.tar');
  const writer = writeArchive(file);
  await writer.addText('opt/cni/bin/ptp', 'x', 0o755);
  await writer.add({ name: 'opt/cni/', type: 'directory', mode: 0o700 });
  await writer.addText('opt/cni/bin/bridge', 'y', 0o755);
  await writer.finish();
  const names = (await list(file)).map((entry) => entry.name.replace(/\/$/, ''));
  assert.deepEqual(names, ['opt', 'opt/cni', 'opt/cni/bin', 'opt/cni/bin/ptp', 'opt/cni/bin/bridge']);
});

test('a path through a linked directory is written where the link leads', async () => {
  const file = join(folder, 'links.tar');
  const writer = writeArchive(file);
  await writer.add({ name: 'lib', type: 'symlink', linkname: 'usr/lib', mode: 0o777 });
  await writer.addText('lib/systemd/unit', 'x', 0o644);
  assert.equal(writer.has('usr/lib/systemd/unit'), true);
  await writer.finish();
  assert.ok((await list(file)).some((entry) => entry.name === 'usr/lib/systemd/unit'));
});

test('a file twice and a path that leaves the archive are refused', async () => {
  const writer = writeArchive(join(folder, 'refused.tar'));
  await writer.addText('a', 'x', 0o644);
  await assert.rejects(writer.addText('a', 'y', 0o644), { code: 'DuplicateEntry' });
  await assert.rejects(writer.addText('../b', 'y', 0o644), { code: 'UnsafePath' });
  await writer.finish();
});

test('an attribute that is not text is refused rather than damaged', async () => {
  const writer = writeArchive(join(folder, 'attributes.tar'));
  const pax = { 'SCHILY.xattr.security.capability': 'a\u{FFFD}b' };
  await assert.rejects(writer.add({ name: 'ping', type: 'file', mode: 0o755, size: 0, pax }, []), {
    code: 'AttributeLost',
  });
  await writer.finish();
});

test('parts: a single file replaces the one of an unpacked archive, a later one an earlier one, and exclusions hold', async () => {
  const system = writeArchive(join(folder, 'system.tar'));
  await system.addText('etc/hostname', 'builder', 0o644);
  await system.addText('etc/kept', 'kept', 0o600);
  await system.addText('var/log/x', 'x', 0o644);
  await system.add({ name: 'etc/hard', type: 'link', linkname: 'etc/kept', mode: 0o600 });
  await system.finish();
  await writeFile(join(folder, 'input'), 'given');
  const file = join(folder, 'parts.tar');
  const writer = writeArchive(file);
  await addParts(
    writer,
    [
      { from: 'archive', step: 's', file: 'system.tar', prefix: '', exclude: ['var/**'] },
      { from: 'archive', step: 's', file: 'system.tar', prefix: 'inner', exclude: ['var/**'] },
      { from: 'text', path: 'etc/hostname', mode: 0o644, content: '' },
      { from: 'input', path: 'etc/given', mode: 0o644, digest: 'sha256:0' },
      { from: 'text', path: 'etc/given', mode: 0o644, content: 'later' },
      { from: 'link', path: 'etc/unit', target: '/dev/null' },
    ],
    sources,
  );
  await writer.finish();
  const entries = new Map((await list(file)).map((entry) => [entry.name, entry]));
  assert.equal(entries.get('etc/hostname')?.content, '');
  assert.equal(entries.get('etc/kept')?.mode, 0o600);
  assert.equal(entries.get('etc/given')?.content, 'later');
  assert.equal(entries.get('etc/unit')?.linkname, '/dev/null');
  assert.equal(entries.get('inner/etc/hard')?.linkname, 'inner/etc/kept');
  assert.equal(entries.has('var/log/x'), false);
});
