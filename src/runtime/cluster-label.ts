/** The label on everything that belongs to a Cluster, with its name as value. The same as `labels.cluster` of the kinds, which this layer does not know. */
export const clusterLabel = 'slipway.dev/cluster';
