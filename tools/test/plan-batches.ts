import type { Layers } from '../architecture/layers.ts';
import type { Batch } from './batch.ts';

/**
 * Divides test files into processes. The files of one pure layer share a process, since nothing in them can outlive a
 * test; files of layers that touch the machine get a process each.
 */
export function planBatches(files: readonly string[], layers: Layers): Batch[] {
  const shared = new Map<string, string[]>();
  const isolated: Batch[] = [];
  for (const file of files) {
    const area = layers.areaOf(file);
    const group = area?.id ?? 'outside the layers';
    if (area === undefined || area.effects) {
      isolated.push({ group: `${group} (isolated)`, files: [file] });
      continue;
    }
    const members = shared.get(group) ?? [];
    members.push(file);
    shared.set(group, members);
  }
  const batches = [...shared].map(([group, members]): Batch => ({ group, files: members }));
  return [...isolated, ...batches];
}
