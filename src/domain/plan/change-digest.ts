import { canonicalJson } from '#base/canonical-json.ts';
import { sha256 } from '#base/sha256.ts';
import type { PlannedChange } from './planned-change.ts';

/** Names a change by its content. */
export function changeDigest(change: PlannedChange): string {
  return sha256(canonicalJson(change));
}
