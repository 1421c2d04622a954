import { MachineImage } from '#api/machine-image/index.ts';
import type { PlatformRelease } from '#api/platform-release/index.ts';
import { Provider } from '#api/provider/index.ts';
import type { Pass } from '#runtime/pass.ts';
import { readOrFailure } from '../reading/read-or-failure.ts';

export interface ReleaseScope {
  readonly release: PlatformRelease;
  /** Provider type and architecture of every Provider that answers, without repeats, in order. */
  readonly targets: readonly {
    readonly provider: Provider['spec']['type'];
    readonly architecture: 'amd64' | 'arm64';
  }[];
  /** Names of the MachineImages that exist. */
  readonly images: ReadonlySet<string>;
}

export async function readScope(release: PlatformRelease, pass: Pass): Promise<ReleaseScope> {
  const targets = new Map<string, ReleaseScope['targets'][number]>();
  for (const provider of pass.store.list(Provider)) {
    const facts = await readOrFailure(async () => (await pass.provider(provider.metadata.name)).hostFacts());
    // A provider that does not answer now is asked again at the next resync.
    if (facts.read)
      targets.set(`${provider.spec.type}-${facts.read.architecture}`, {
        provider: provider.spec.type,
        architecture: facts.read.architecture,
      });
  }
  return {
    release,
    targets: [...targets.keys()].toSorted().flatMap((key) => targets.get(key) ?? []),
    images: new Set(pass.store.list(MachineImage).map((image) => image.metadata.name)),
  };
}
