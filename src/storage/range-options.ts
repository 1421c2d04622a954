import { requireCount } from './require-count.ts';

/** How {@link Storage.range} pages and where it reads. */
export interface RangeOptions {
  readonly after?: string;
  readonly limit?: number;
  readonly revision?: number;
}

/** @throws StorageError `Invalid` when limit or revision is not a count. */
export function requireRangeOptions(options: RangeOptions): void {
  requireCount('limit', options.limit ?? 0);
  requireCount('revision', options.revision ?? 0);
}
