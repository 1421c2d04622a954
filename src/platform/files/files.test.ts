import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { stateDirectory } from '../state-directory.ts';
import { ensureDirectory } from './ensure-directory.ts';
import { readFileIfPresent } from './read-file-if-present.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

describe('files', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'slipway-files-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const mode = (path: string) => statSync(path).mode & 0o777;

  it('are replaced whole, readable by their owner only, with nothing left beside them', async () => {
    const path = join(directory, 'secret');
    writeFileSync(path, 'old', { mode: 0o644 });
    await writeFileAtomically(path, 'new');
    assert.equal(readFileSync(path, 'utf8'), 'new');
    assert.equal(mode(path), 0o600);
    assert.deepEqual(readdirSync(directory), ['secret']);
  });

  it('leave nothing behind when writing fails', async () => {
    mkdirSync(join(directory, 'taken'));
    await assert.rejects(writeFileAtomically(join(directory, 'taken'), 'text'));
    assert.deepEqual(readdirSync(directory), ['taken']);
  });

  it('are read as undefined when absent, and only then', async () => {
    assert.equal(await readFileIfPresent(join(directory, 'none')), undefined);
    await assert.rejects(readFileIfPresent(directory), /EISDIR/);
  });

  it('live in directories that only their owner may enter', async () => {
    await ensureDirectory(join(directory, 'a', 'b'));
    assert.equal(mode(join(directory, 'a', 'b')), 0o700);
    chmodSync(join(directory, 'a'), 0o755);
    await ensureDirectory(join(directory, 'a'));
    assert.equal(mode(join(directory, 'a')), 0o700);
  });
});

describe('state directory', () => {
  it('is SLIPWAY_HOME, else in the XDG state directory, else in the home directory', () => {
    assert.equal(stateDirectory({ SLIPWAY_HOME: '/x', XDG_STATE_HOME: '/y' }), '/x');
    assert.equal(stateDirectory({ XDG_STATE_HOME: '/y' }), '/y/slipway');
    assert.equal(stateDirectory({ HOME: '/h', XDG_STATE_HOME: 'relative' }), '/h/.local/state/slipway');
  });
});
