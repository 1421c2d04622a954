/** A cluster with one control-plane machine and one pool `workers`. */
export function clusterManifest(name: string, workers: number): object {
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Cluster',
    metadata: { name, namespace: 'default' },
    spec: { release: 'v1.0.0', provider: 'docker', pools: [{ name: 'workers', replicas: workers }] },
  };
}
