import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './must-run.ts';

export interface Build {
  /** The checkout. */
  readonly root: string;
  /** Command lines, to which arguments are added. */
  readonly cli: readonly string[];
  readonly server: readonly string[];
}

let found: Promise<Build> | undefined;

async function find(): Promise<Build> {
  const root = join(import.meta.dirname, '..', '..');
  // The launcher builds what is stale; its commands then run from that one build, whatever is saved meanwhile.
  await mustRun([join(root, 'bin', 'slipway'), '--version'], { within: 300_000 });
  const directory = realpathSync(join(root, 'dist', 'current'));
  const node = [process.execPath, '--disable-warning=ExperimentalWarning'];
  // As the launcher runs the manager, so that what is measured of it is what users have.
  const memory = ['env', 'MALLOC_ARENA_MAX=2', 'MALLOC_TRIM_THRESHOLD_=131072'];
  return {
    root,
    cli: [...node, join(directory, 'cli.cjs')],
    server: [...memory, ...node, '--v8-pool-size=1', join(directory, 'server.mjs')],
  };
}

/** The build of the sources as they are when it is first asked for. */
export function currentBuild(): Promise<Build> {
  found ??= find();
  return found;
}
