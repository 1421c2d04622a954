export interface ManifestOptions {
  readonly provider?: string;
  /** As `spec.network` has it. */
  readonly network?: object;
}

/** A cluster with one control-plane machine and one pool `workers`. */
export function clusterManifest(
  name: string,
  workers: number,
  { provider = 'docker', network = {} }: ManifestOptions = {},
): object {
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Cluster',
    metadata: { name, namespace: 'default' },
    spec: { release: 'v1.0.0', provider, network, pools: [{ name: 'workers', replicas: workers }] },
  };
}
