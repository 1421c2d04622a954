/** What a client can notice of one answer. */
export interface Noticed {
  readonly status: number;
  readonly type: string;
  readonly warnings: readonly string[];
  readonly body: unknown;
}
