import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { pack } from 'tar-stream';

export interface BuiltArchive {
  readonly archive: string;
  readonly digest: string;
}

const program = 'bin/rest';
const names = ['entrypoint', 'usr/sbin/haproxy', 'bin/copy', 'bin/complain', 'bin/count'];
const directories = ['bin', 'usr', 'usr/sbin', 'etc', 'run', 'tmp', 'proc', 'sys', 'dev', 'var', 'var/lib'];

/** The root file system of a machine that does nothing, as a tar in `directory`; made with the Go toolchain. A `note` inside makes it another one. */
export async function buildSmallMachine(directory: string, { note = '' } = {}): Promise<BuiltArchive> {
  const binary = join(directory, 'small-machine');
  await promisify(execFile)('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', binary, '.'], {
    cwd: join(import.meta.dirname, 'small-machine'),
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
  });
  const tar = pack();
  const mtime = new Date(0);
  for (const name of directories) tar.entry({ name, type: 'directory', mode: 0o755, mtime });
  tar.entry({ name: program, mode: 0o755, mtime }, await readFile(binary));
  for (const name of names) tar.entry({ name, type: 'link', linkname: program, mode: 0o755, mtime });
  tar.entry({ name: 'etc/note', mode: 0o644, mtime }, note);
  tar.finalize();
  const content = await buffer(tar);
  const archive = join(directory, 'small-machine.tar');
  await writeFile(archive, content);
  return { archive, digest: `sha256:${createHash('sha256').update(content).digest('hex')}` };
}
