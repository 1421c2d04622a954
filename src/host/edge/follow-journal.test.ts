import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

test('a followed journal ends when its reader closes standard input', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-journal-'));
  const module = JSON.stringify(new URL('./follow-journal.ts', import.meta.url).href);
  const path = JSON.stringify(join(directory, 'journal.jsonl'));
  const program = `const { followJournal } = await import(${module}); followJournal(${path}, { after: 0, follow: true }); console.log('following');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    child.stdin.end();
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  } finally {
    child.kill('SIGKILL');
    await rm(directory, { recursive: true });
  }
});
