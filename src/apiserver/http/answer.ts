/** What a handler answers: an object to be encoded, text, or a stream of chunks. */
export type Answer =
  | {
      readonly type: 'object';
      readonly status: number;
      readonly body: unknown;
      readonly contentType?: string;
      readonly encoding?: 'json' | 'yaml';
      readonly warnings?: readonly string[];
    }
  | { readonly type: 'text'; readonly status: number; readonly body: string; readonly contentType?: string }
  /** `chunks` is closed (`return`) when the client goes. */
  | { readonly type: 'stream'; readonly chunks: AsyncIterable<string>; readonly contentType: string };
