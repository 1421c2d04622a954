import { isRecord } from '#base/is-record.ts';
import { labelKeyProblem } from '#domain/naming/label-key-problem.ts';
import type { Manifest } from './manifest.ts';
import type { Problem } from './problem.ts';

/** Prefixes that the rules of the kinds refuse; the rules can name no others, for a schema cannot bound a key's length. */
const refusedByServer =
  /^(kubernetes\.io|k8s\.io|node-role\.kubernetes\.io|node-restriction\.kubernetes\.io|slipway\.dev)\//;

/** Where a Cluster says labels of Nodes. */
function labelsIn(spec: { readonly [field: string]: unknown }): readonly (readonly [field: string, labels: unknown])[] {
  const pools = Array.isArray(spec['pools']) ? spec['pools'] : [];
  return [spec['controlPlane'], ...pools].map((part, index) => [
    index === 0 ? 'spec.controlPlane.labels' : `spec.pools[${index - 1}].labels`,
    isRecord(part) ? part['labels'] : undefined,
  ]);
}

/** Keys of the labels of a Cluster's machines that no Node can have. */
export function labelProblems({ file, kind, object, locate }: Manifest): readonly Problem[] {
  const spec = object['spec'];
  if (kind.kind !== 'Cluster' || !isRecord(spec)) return [];
  const problems: Problem[] = [];
  for (const [where, labels] of labelsIn(spec)) {
    for (const key of Object.keys(isRecord(labels) ? labels : {})) {
      const message = refusedByServer.test(key) ? undefined : labelKeyProblem(key);
      const field = `${where}[${key}]`;
      if (message !== undefined) problems.push({ file, position: locate(field), field, message });
    }
  }
  return problems;
}
