import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';

/** This build's own directory: the files of its other entries lie beside the one that runs. */
export const buildDirectory = dirname(realpathSync(process.argv[1] ?? ''));
