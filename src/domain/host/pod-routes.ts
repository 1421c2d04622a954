/** Routes of one machine to the pods of all others: `to` is a pod CIDR, `via` that machine's address. Sorted by `to`. */
export interface PodRoutes {
  readonly routes: readonly { readonly to: string; readonly via: string }[];
}
