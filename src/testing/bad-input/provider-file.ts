/** A Provider of type docker with these lines in its spec. */
export function providerFile(...specLines: readonly string[]): string {
  return [
    'apiVersion: slipway.dev/v1alpha1',
    'kind: Provider',
    'metadata: {name: far}',
    'spec:',
    '  type: docker',
    ...specLines.map((line) => `  ${line}`),
    '',
  ].join('\n');
}
