/**
 * A file with a Cluster that is right but for the given lines of its spec, which begin at line 7, column 3.
 * Lines are indented as the spec asks for.
 */
export function clusterFile(...specLines: readonly string[]): string {
  return [
    'apiVersion: slipway.dev/v1alpha1',
    'kind: Cluster',
    'metadata: {name: first}',
    'spec:',
    '  release: v1.0.0',
    '  provider: docker',
    ...specLines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
