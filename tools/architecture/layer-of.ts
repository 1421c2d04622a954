import type { Area } from './area.ts';

/** The layer an area belongs to: `storage` for `storage/sqlite`, but each provider is a layer of its own. */
export function layerOf(area: Area): string {
  return area.id.startsWith('providers/') ? area.id : (area.id.split('/')[0] ?? area.id);
}
