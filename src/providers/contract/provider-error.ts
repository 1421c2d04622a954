/** Every way a provider may refuse; drivers translate whatever their API says into one of these. */
export type ProviderErrorCode =
  | 'NotFound'
  | 'ForeignOwner'
  | 'Outdated'
  | 'NoCapacity'
  | 'Quota'
  | 'Unauthorized'
  | 'Invalid'
  | 'RateLimited'
  | 'Unavailable';

/** `message` says what to do about it; permanent ones (`ForeignOwner`, `Outdated`, `Unauthorized`, `Invalid`) need a person. */
export class ProviderError extends Error {
  readonly code: ProviderErrorCode;
  /** For RateLimited and Unavailable: when to try again. */
  readonly retryAfterMilliseconds: number | undefined;

  constructor(
    code: ProviderErrorCode,
    message: string,
    options: ErrorOptions & { retryAfterMilliseconds?: number } = {},
  ) {
    super(message, options);
    this.name = 'ProviderError';
    this.code = code;
    this.retryAfterMilliseconds = options.retryAfterMilliseconds;
  }
}
