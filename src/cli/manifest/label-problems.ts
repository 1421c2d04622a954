import { isRecord } from '#base/is-record.ts';
import { labelKeyProblem } from '#domain/naming/label-key-problem.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

/** Prefixes that the rules of the kinds refuse; the rules can name no others, for a schema cannot bound a key's length. */
const refusedByServer =
  /^(kubernetes\.io|k8s\.io|node-role\.kubernetes\.io|node-restriction\.kubernetes\.io|slipway\.dev)\//;

/** Keys of the labels of a Cluster's pools that no Node can have. */
export function labelProblems({ file, kind, object, locate }: Manifest): readonly Problem[] {
  const spec = object['spec'];
  if (kind.kind !== 'Cluster' || !isRecord(spec) || !Array.isArray(spec['pools'])) return [];
  const problems: Problem[] = [];
  for (const [index, pool] of spec['pools'].entries()) {
    if (!isRecord(pool) || !isRecord(pool['labels'])) continue;
    for (const key of Object.keys(pool['labels'])) {
      const message = refusedByServer.test(key) ? undefined : labelKeyProblem(key);
      const field = `spec.pools[${index}].labels[${key}]`;
      if (message !== undefined) problems.push({ file, position: locate(field), field, message });
    }
  }
  return problems;
}
