/** Which management cluster, and how to get there. */
export type ClusterPlace =
  | { readonly way: 'kubeconfig'; readonly file: string; readonly context?: string }
  /** The cluster this process is a Pod of, as the Pod's ServiceAccount. */
  | { readonly way: 'in-cluster' };
