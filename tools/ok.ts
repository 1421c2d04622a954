import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// `npm run ok`: everything that must hold before a commit. Each check runs, so that one run tells all there is.
const root = join(import.meta.dirname, '..');

function program(name: string): string {
  return join(root, 'node_modules/.bin', name);
}

function ours(file: string): string[] {
  return [process.execPath, join(root, 'tools', file)];
}

const checks: Readonly<Record<string, readonly string[]>> = {
  generated: [...ours('generate.ts'), '--verify'],
  format: [program('biome'), 'format', '.'],
  lint: [...ours('lint.ts')],
  types: [program('tsc'), '-p', root],
  unused: [program('knip')],
  ...(process.argv.includes('--no-tests') ? {} : { tests: ours('test.ts') }),
};

const summary: string[] = [];
for (const [name, [command = '', ...rest]] of Object.entries(checks)) {
  const started = performance.now();
  const { status, error } = spawnSync(command, rest, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) process.exitCode = 1;
  summary.push(`${status === 0 ? '✔' : '✖'} ${name.padEnd(10)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
console.log(`\n${summary.join('\n')}`);
