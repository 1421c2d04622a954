import { canonicalJson } from '#base/canonical-json.ts';
import { sha256 } from '#base/sha256.ts';
import type { PlanDocument } from './plan-document.ts';

/** A plan with its hash. */
export function sealPlan(content: Omit<PlanDocument, 'hash'>): PlanDocument {
  return { ...content, hash: sha256(canonicalJson(content)) };
}
