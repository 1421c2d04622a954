/**
 * A stream read by pulling: `next` waits for at least one item and gives all that are there;
 * an empty list means the feed has ended. At most one `next` is pending at a time.
 */
export interface Feed<T> {
  next(): Promise<readonly T[]>;
  close(): void;
}
