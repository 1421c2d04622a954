import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runCli } from '#cli/run-cli.ts';
import { version } from '../version.ts';

/** The command line as a process. */
const build = dirname(realpathSync(process.argv[1] ?? ''));
process.exitCode = await runCli(process.argv.slice(2), {
  version,
  build: basename(build),
  root: process.env['SLIPWAY_ROOT'] ?? join(build, '..', '..', '..'),
});
