import { MachineImage } from '#api/machine-image/index.ts';
import type { Outcome } from '#base/outcome.ts';
import { machineImageName } from '#domain/naming/machine-image-name.ts';
import type { Pass } from '#runtime/pass.ts';
import type { ReleaseScope } from './scope.ts';

/** Changes: MachineImages that are missing. Woken by: Providers and MachineImages. */
export async function ensureImages(scope: ReleaseScope, pass: Pass): Promise<Outcome> {
  const release = scope.release.metadata.name;
  const missing = scope.targets.filter(
    (target) => !scope.images.has(machineImageName(release, target.provider, target.architecture)),
  );
  for (const target of missing) {
    const image = {
      metadata: { name: machineImageName(release, target.provider, target.architecture) },
      spec: { release, ...target },
    };
    await pass.write.ensure(MachineImage, image, { because: [`PlatformRelease ${release}`] });
  }
  if (missing.length === 0) return { outcome: 'proceed' };
  return {
    outcome: 'progressed',
    reason: 'ImagesDeclared',
    message: `declared ${missing.length} machine images`,
    wokenBy: [{ by: 'object', what: 'MachineImage' }],
  };
}
