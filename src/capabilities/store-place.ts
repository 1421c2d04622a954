/** Where a store is and where its keys are. */
export interface StorePlace {
  readonly directory: string;
  /** The key file: never in the store's directory, which a copy of the store is a copy of. */
  readonly keys: string;
}
