import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

// Runs one program of a folder by its name: `npm run soak -- NAME`, `npm run bench -- NAME`.
const root = join(import.meta.dirname, '..');
const [folder = '', name, ...rest] = process.argv.slice(2);
const names = globSync('*.ts', { cwd: join(root, folder) })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => basename(file, '.ts'))
  .sort();

if (name === undefined || !names.includes(name)) {
  const problem = name === undefined ? 'Name one' : `There is no ${folder} named ${name}; name one of these`;
  console.error(
    `${problem}: npm run ${folder} -- NAME\n${names.map((known) => `  ${known}`).join('\n') || '  (none yet)'}`,
  );
  process.exitCode = 2;
} else {
  const ended = spawnSync(process.execPath, [join(root, folder, `${name}.ts`), ...rest], {
    cwd: root,
    stdio: 'inherit',
  });
  if (ended.error !== undefined) throw ended.error;
  process.exitCode = ended.status ?? 1;
}
