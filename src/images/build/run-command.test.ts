import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Readable } from 'node:stream';
import { runCommand } from './run-command.ts';

const { signal } = new AbortController();

test('lines of both streams are given on and captured output is returned', async () => {
  const lines: string[] = [];
  await runCommand(['sh', '-c', 'echo one; echo two >&2'], { signal, onLine: (line) => lines.push(line) });
  assert.deepEqual(lines.sort(), ['one', 'two']);
  assert.equal(await runCommand(['cat'], { signal, capture: true, input: Readable.from(['given']) }), 'given');
});

test('a failing command is reported with its exit code and last lines', async () => {
  await assert.rejects(runCommand(['sh', '-c', 'echo no space left >&2; exit 7'], { signal }), {
    code: 'CommandFailed',
    message: /ended with 7: no space left/,
  });
});

test('a command that is not there is named', async () => {
  await assert.rejects(runCommand(['no-such-program'], { signal }), {
    code: 'CommandFailed',
    message: /no-such-program/,
  });
});

test('aborting kills the command and rejects with the reason', async () => {
  const abort = new AbortController();
  const running = runCommand(['sh', '-c', 'echo started; exec sleep 600'], {
    signal: abort.signal,
    onLine: () => abort.abort(new Error('enough')),
  });
  await assert.rejects(running, /enough/);
});
