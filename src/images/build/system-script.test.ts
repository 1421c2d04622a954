import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { systemScript } from './system-script.ts';

/** Stands where the script looks for a program. */
async function program(path: string, text: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}

test('scripts of packages are told of no temporary directory, which the system they run in does not have', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-system-'));
  try {
    const [root, programs, told] = [join(folder, 'root'), join(folder, 'bin'), join(folder, 'told')];
    for (const path of ['usr/bin', 'usr/sbin', 'etc', 'dev', 'run']) await mkdir(join(root, path), { recursive: true });
    await mkdir(programs);
    await program(join(root, 'usr/bin/apt-get'), 'exit 0');
    for (const name of ['ctr', 'mount', 'umount']) await program(join(programs, name), 'exit 0');
    await program(join(programs, 'unshare'), `env > ${told}`);
    const places = [root, join(programs, 'ctr'), 'socket', 'image', join(folder, 'system.tar'), join(folder, 'status')];
    const temporary = { TMPDIR: folder, TEMP: folder, TMP: folder };
    const env = { ...process.env, ...temporary, PATH: `${programs}:${process.env['PATH']}` };
    await promisify(execFile)('sh', ['-c', systemScript, 'sh', ...places, 'ca-certificates'], { env });
    const seen = await readFile(told, 'utf8');
    assert.match(seen, /^DEBIAN_FRONTEND=noninteractive$/m);
    assert.doesNotMatch(seen, /^(TMPDIR|TEMP|TMP)=/m);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
