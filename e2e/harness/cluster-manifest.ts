export interface ManifestOptions {
  readonly provider?: string;
  readonly release?: string;
  /** As `spec.network` has it. */
  readonly network?: object;
}

/** A cluster with one control-plane machine and one pool `workers`. */
export function clusterManifest(
  name: string,
  workers: number,
  { provider = 'docker', release = 'v1.0.0', network = {} }: ManifestOptions = {},
): object {
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Cluster',
    metadata: { name, namespace: 'default' },
    spec: { release, provider, network, pools: [{ name: 'workers', replicas: workers }] },
  };
}
