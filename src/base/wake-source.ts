/** What will run this key again. */
export type WakeSource =
  /** A change of an object in the store, `Kind namespace/name` or `Kind` for any. */
  | { readonly by: 'object'; readonly what: string }
  /** A change of an object in the workload cluster. */
  | { readonly by: 'remote'; readonly what: string }
  /** A hint of the provider about this owner. */
  | { readonly by: 'provider' }
  /** An entry in the machine's journal. */
  | { readonly by: 'journal' }
  /** Progress or end of a long local task. */
  | { readonly by: 'task'; readonly key: string }
  /** A moment, in milliseconds of wall-clock time. */
  | { readonly by: 'time'; readonly at: number };
