/** An object to be deleted. */
export interface PlannedDeletion {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** What somebody would do: manifests as they would be applied, each with its namespace, and what would be deleted before. */
export interface PlannedChange {
  readonly manifests: readonly { readonly [field: string]: unknown }[];
  readonly deletions: readonly PlannedDeletion[];
}
