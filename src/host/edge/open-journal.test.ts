import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { durableFiles } from './durable-files.ts';
import { executeProgram } from './execute-program.ts';
import { openJournal } from './open-journal.ts';

const draft = { machine: 'uid', task: 'bootstrap', phase: 'prüfen', event: 'started' } as const;

function directoryFor(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-host-'));
  context.after(() => rmSync(directory, { recursive: true }));
  return directory;
}

test('a journal cut at any byte goes on with the next number after its whole lines', async (context) => {
  const path = join(directoryFor(context), 'below', 'journal.jsonl');
  const journal = openJournal(path, () => 0);
  for (let count = 0; count < 3; count += 1) await journal.append(draft);
  const whole = readFileSync(path);
  for (let length = 0; length <= whole.length; length += 1) {
    writeFileSync(path, whole);
    truncateSync(path, length);
    const kept = whole.subarray(0, length).toString('latin1').split('\n').length - 1;
    const again = openJournal(path, () => 0);
    assert.equal(again.entries().length, kept);
    await again.append(draft);
    const numbers = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).sequence);
    assert.deepEqual(
      numbers,
      Array.from({ length: kept + 1 }, (_, index) => index + 1),
    );
  }
});

test('a last line of the right length but with other bytes is dropped like a short one', async (context) => {
  const path = join(directoryFor(context), 'journal.jsonl');
  await openJournal(path, () => 0).append(draft);
  appendFileSync(path, '\0\0\0\0\0\n');
  assert.equal(openJournal(path, () => 0).entries().length, 1);
});

test('a damaged line that is not the last is no power cut: the journal is refused', (context) => {
  const path = join(directoryFor(context), 'journal.jsonl');
  writeFileSync(path, 'nonsense\n{"sequence":2}\n');
  assert.throws(() => openJournal(path, () => 0), /damaged at line 1; replace the machine/);
});

test('files are replaced at once with their mode, and wiped with nothing left beside them', async (context) => {
  const directory = directoryFor(context);
  const path = join(directory, 'deep', 'key');
  await durableFiles.write({ path, mode: '0600', content: 'old' });
  await durableFiles.write({ path, mode: '0640', content: 'new' });
  assert.equal(await durableFiles.read(path), 'new');
  const { statSync } = await import('node:fs');
  assert.equal(statSync(path).mode & 0o777, 0o640);
  assert.deepEqual(await durableFiles.list(join(directory, 'deep')), ['key']);
  await durableFiles.sync([directory, join(directory, 'missing')]);
  await durableFiles.wipe(path);
  await durableFiles.wipe(path);
  assert.deepEqual(await durableFiles.list(join(directory, 'deep')), []);
});

test('a wiped file’s bytes are overwritten before its name goes', async (context) => {
  const { linkSync } = await import('node:fs');
  const [path, other] = ['secret', 'other'].map((name) => join(directoryFor(context), name)) as [string, string];
  await durableFiles.write({ path, mode: '0600', content: 'secret' });
  await durableFiles.makeDirectory(join(other, '..'), '0700');
  linkSync(path, other);
  await durableFiles.wipe(path);
  assert.deepEqual(readFileSync(other), Buffer.alloc(6));
});

test('a program gets its arguments as they are and its input on standard input', async () => {
  const spaces = await executeProgram(['printf', '%s|', 'a b', '$HOME', '`id`']);
  assert.deepEqual(spaces, { exitCode: 0, lines: ['a b|$HOME|`id`|'] });
  assert.deepEqual(await executeProgram(['cat'], 'one\ntwo\n'), { exitCode: 0, lines: ['one', 'two'] });
  assert.equal((await executeProgram(['sh', '-c', 'exit 3'])).exitCode, 3);
});

test('a program that is not there ends with 127 and says so', async () => {
  const result = await executeProgram(['slipway-no-such-program']);
  assert.equal(result.exitCode, 127);
  assert.match(result.lines.join(''), /cannot be started/);
});
