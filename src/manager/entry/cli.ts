import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Given, runCli } from '#cli/run-cli.ts';
import { artifactCleaning } from '../composition/artifact-cleaning.ts';
import { hostInspections } from '../composition/host-inspections.ts';
import { managerImages } from '../composition/manager-images.ts';
import { storeCare } from '../store/store-care.ts';
import { shippedReleases } from '../composition/shipped-releases.ts';
import { version } from '../version.ts';

/** The command line as a process. It is bundled as a CommonJS file, in which nothing may be awaited at the top. */
const build = dirname(realpathSync(process.argv[1] ?? ''));
const given: Given = {
  inspections: hostInspections,
  artifacts: artifactCleaning,
  managerImages: managerImages(build),
  store: storeCare,
  simulations: {
    run: async (request) => {
      const { simulateInThreads } = await import('../simulate/simulate-in-threads.ts');
      return await simulateInThreads(pathToFileURL(join(build, 'simulate.mjs')), request);
    },
  },
  installation: {
    version,
    build: basename(build),
    root: process.env['SLIPWAY_ROOT'] ?? join(build, '..', '..', '..'),
    releases: shippedReleases.map(({ metadata, spec }) => ({
      name: metadata.name ?? '',
      kubernetes: spec.components.kubernetes,
    })),
  },
};
void runCli(process.argv.slice(2), given).then((exitCode) => {
  process.exitCode = exitCode;
});
