import { dirname, join } from 'node:path';
import { runImageTask } from '#images/run-image-task.ts';
import { runMirrorTask } from '#images/run-mirror-task.ts';
import { stateDirectory } from '#platform/state-directory.ts';
import { runTask } from '#platform/tasks/run-task.ts';
import { cacheDirectory } from '../composition/cache-directory.ts';

/** The root of the installation: sources that images carry lie below it. */
const root = process.env['SLIPWAY_ROOT'] ?? join(import.meta.dirname, '..', '..');
const cache = cacheDirectory(process.env);

/** What this installation adds to what a task on images was told. */
const own = {
  cache,
  home: stateDirectory(process.env),
  node: process.execPath,
  hostBundle: join(dirname(process.argv[1] ?? ''), 'host.mjs'),
  hostRootfs: join(root, 'src', 'host', 'rootfs'),
  machineRootfs: join(root, 'src', 'images', 'machine', 'rootfs'),
  installPackages: process.getuid?.() === 0,
};

/** One long local task in a process of its own; its folder is the last argument. */
await runTask({
  image: (input, io) => runImageTask({ ...input, ...own }, io),
  mirror: (input, io) => runMirrorTask({ ...input, ...own }, io),
});
