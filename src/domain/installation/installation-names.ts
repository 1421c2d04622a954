/** Names and labels of what an installation consists of. */
export const installationNames = {
  /** Of the ServiceAccount, the roles and their bindings, the Deployment, the disruption budget. */
  manager: 'slipway-manager',
  /** The ConfigMap with the number of the newest leader. */
  epoch: 'manager',
  metrics: 'slipway-manager-metrics',
  metricsReader: 'slipway-metrics-reader',
  labels: { 'app.kubernetes.io/name': 'slipway-manager', 'app.kubernetes.io/part-of': 'slipway' },
  selector: { 'app.kubernetes.io/name': 'slipway-manager' },
  /** On nodes that have been given the image; its value is the image's tag. */
  imageLabel: 'slipway.dev/manager-image',
  /** The port of probes and metrics, over TLS. */
  port: 8081,
} as const;
