import { after, before, describe } from 'node:test';
import { createConformanceBench } from './conformance-bench.ts';
import type { ConformanceBench } from './conformance-bench.ts';
import { conformEndpoints } from './conformance-endpoints.ts';
import { conformHostAccess } from './conformance-host-access.ts';
import { conformMachines } from './conformance-machines.ts';
import { conformResources } from './conformance-resources.ts';
import type { ConformanceWorld } from './conformance-world.ts';

/**
 * Registers the tests that every driver passes, the simulated one too, on one world that `open` makes.
 * `skip` says why it cannot be opened here.
 */
export function describeDriverConformance(
  name: string,
  open: () => Promise<ConformanceWorld>,
  options: { readonly skip?: string | undefined } = {},
): void {
  describe(`the ${name} driver conforms`, { skip: options.skip ?? false }, () => {
    let world: ConformanceWorld | undefined;
    let bench: ConformanceBench | undefined;
    before(async () => {
      world = await open();
      bench = await createConformanceBench(world);
    });
    after(async () => await world?.close());
    const opened = (): ConformanceBench => {
      if (bench === undefined) throw new Error(`The world of ${name} could not be opened; see the failure before.`);
      return bench;
    };
    conformResources(opened);
    conformMachines(opened);
    conformEndpoints(opened);
    conformHostAccess(opened);
  });
}
