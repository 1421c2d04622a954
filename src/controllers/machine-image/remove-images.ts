import type { Outcome } from '#base/outcome.ts';
import type { ImageScope } from './scope.ts';

/** Pre: no cluster uses it. Changes: deletes its images at every Provider of its type. Woken by: the providers. */
export async function removeImages({ image, owners, places }: ImageScope): Promise<Outcome> {
  let asked = 0;
  for (const { seen } of places) {
    if (!seen.read) return seen.failure;
    for (const owner of owners) {
      const found = await seen.read.port.image.observe(owner);
      if (found.state !== 'present' || found.deleting) continue;
      await seen.read.port.image.delete(owner, {
        because: [`MachineImage ${image.metadata.name} metadata.deletionTimestamp`],
      });
      asked += 1;
    }
  }
  if (asked === 0) return { outcome: 'proceed' };
  return {
    outcome: 'progressed',
    reason: 'RemovingImages',
    message: `asked for the removal of ${asked} images`,
    wokenBy: [{ by: 'provider' }],
  };
}
