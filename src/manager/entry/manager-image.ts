import { dirname, join } from 'node:path';
import { obtainManagerImage } from '#images/obtain-manager-image.ts';
import { cacheDirectory } from '../composition/cache-directory.ts';
import { shippedReleases } from '../composition/shipped-releases.ts';
import { version } from '../version.ts';

/** To whoever started it, a line of JSON each. */
function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Makes the image of the manager that this build is, in a process of its own: most command lines need nothing of this. */
const bundle = dirname(process.argv[1] ?? '');
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort(new Error('it was told to end')));
try {
  const [release] = shippedReleases;
  if (release === undefined) throw new Error('this build of Slipway has no release');
  const image = await obtainManagerImage(
    {
      version,
      root: process.env['SLIPWAY_ROOT'] ?? join(bundle, '..', '..', '..'),
      bundle,
      node: process.execPath,
      cache: cacheDirectory(process.env),
      components: release.spec.components,
      installPackages: process.getuid?.() === 0,
    },
    { signal: stop.signal, log: () => undefined, progress: ({ message }) => tell({ message }) },
  );
  tell({ image });
} catch (error) {
  tell({ problem: error instanceof Error ? error.message : String(error) });
}
