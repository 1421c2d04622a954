import type { User } from '../access/user.ts';

/** An HTTP request after its path was checked and its user known. */
export interface ApiRequest {
  readonly method: string;
  /** Decoded parts of the path between slashes. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly user: User;
  /** Aborts when the client has gone or the server closes. */
  readonly signal: AbortSignal;
  /** The whole body; RequestEntityTooLarge beyond the limit. */
  readonly body: () => Promise<Uint8Array>;
  /** The body as it comes, of any size: instead of `body`, once. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}
