import { MachineImage } from '#api/machine-image/index.ts';
import type { ObjectOf } from '#api/meta/kind.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { Controller } from '#runtime/controller.ts';
import { guarded } from '../reading/guarded.ts';
import { ensureImages } from './ensure-images.ts';
import { type ReleaseScope, readScope } from './scope.ts';

/**
 * Keeps one MachineImage for each provider type and architecture that a release could be used with.
 * An image costs nothing until a Cluster wants it: only then its own controller builds it.
 */
export const platformReleaseImages: Controller<ObjectOf<typeof PlatformRelease>, ReleaseScope> = {
  name: 'platform-release.images',
  for: PlatformRelease,
  reads: [
    { kind: Provider, wakes: () => 'all' },
    { kind: MachineImage, wakes: (image) => [{ name: (image as MachineImage).spec.release }] },
  ],
  owns: [MachineImage],
  remote: [],
  remoteWrites: [],
  uses: ['provider'],
  scope: readScope,
  steps: guarded([{ name: 'ensure-images', why: 'the only thing a release leads to', run: ensureImages }]),
  deletionSteps: [],
  status: () => undefined,
  conditions: () => [],
  readyFrom: [],
};
