import { Cluster } from '#api/cluster/index.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import { machineImageName } from '#domain/naming/machine-image-name.ts';
import type { Controller, StatusInput } from '#runtime/controller.ts';
import { guarded } from '../reading/guarded.ts';
import { awaitUsers } from './await-users.ts';
import { build } from './build.ts';
import { mirror } from './mirror.ts';
import { removeImages } from './remove-images.ts';
import { type ImageScope, readScope } from './scope.ts';
import { conditions, status } from './status.ts';
import { stopBuilds } from './stop-builds.ts';

const architectures = ['amd64', 'arm64'] as const;
const types = ['docker', 'sim'] as const;

/** Images a Cluster may want, whatever its provider turns out to be: absent ones are ignored. */
function imagesOf(release: string): readonly { readonly name: string }[] {
  return types.flatMap((type) =>
    architectures.map((architecture) => ({ name: machineImageName(release, type, architecture) })),
  );
}

/** What a person changes about this machine, such as installing what the build lacks, is told by nobody. */
const revisitMilliseconds = 300_000;

function revisit({ object, outcome, now }: StatusInput<MachineImage, ImageScope>): number | undefined {
  return outcome.outcome === 'stall' && object.status?.machine === undefined
    ? Date.parse(now) + revisitMilliseconds
    : undefined;
}

/** Builds an image when it is wanted, shows how far it is, and keeps its digests. */
export const machineImageBuild: Controller<MachineImage, ImageScope> = {
  name: 'machine-image.build',
  for: MachineImage,
  reads: [
    { kind: Cluster, wakes: (cluster) => imagesOf((cluster as Cluster).spec.release) },
    { kind: PlatformRelease, wakes: (release) => imagesOf(release.metadata.name) },
    { kind: Provider, wakes: () => 'all' },
  ],
  owns: [],
  remote: [],
  remoteWrites: [],
  uses: ['tasks', 'provider'],
  scope: readScope,
  steps: [
    { name: 'build', why: 'all that clusters need of an image', run: build },
    { name: 'mirror', why: 'the cache has by now what is copied', run: mirror },
  ],
  deletionSteps: guarded([
    { name: 'await-users', why: 'machines and endpoints are made from it', run: awaitUsers },
    { name: 'stop-builds', why: 'a build that ends later would bring it back', run: stopBuilds },
    { name: 'remove-images', why: 'nobody needs it at the providers either', run: removeImages },
  ]),
  status,
  conditions,
  readyFrom: ['Built'],
  revisit,
};
