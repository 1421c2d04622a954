/** The reasons of Kubernetes' `metav1.Status` that an ObjectApi may answer with, and their HTTP codes. */
export const apiErrorCodes = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  AlreadyExists: 409,
  Conflict: 409,
  Gone: 410,
  Expired: 410,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  ServiceUnavailable: 503,
  Timeout: 504,
} as const;

export type ApiErrorReason = keyof typeof apiErrorCodes;

/** One cause of a refusal: `field` is a dotted path as in YAML (`spec.pools[0].name`), empty for the whole object. */
export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** What every ObjectApi throws when it refuses: the same reasons, codes and causes as kube-apiserver. */
export class ApiError extends Error {
  readonly reason: ApiErrorReason;
  readonly details: StatusDetails;

  constructor(reason: ApiErrorReason, message: string, details: StatusDetails = {}) {
    super(message);
    this.name = 'ApiError';
    this.reason = reason;
    this.details = details;
  }

  /** The HTTP code. */
  get code(): number {
    return apiErrorCodes[this.reason];
  }
}
