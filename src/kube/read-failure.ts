import {
  ApiError,
  type ApiErrorReason,
  apiErrorCodes,
  type StatusCause,
  type StatusDetails,
} from '#api/meta/api-error.ts';
import { isRecord } from '#base/is-record.ts';

/** Reasons of Kubernetes that mean the same as one of ours. */
const synonyms: { readonly [reason: string]: ApiErrorReason } = {
  ServerTimeout: 'Timeout',
  ResourceExpired: 'Expired',
};

/** The ApiError of a `metav1.Status`, or undefined when the value is no failure Status. */
export function readFailure(status: unknown): ApiError | undefined {
  if (!isRecord(status) || status['kind'] !== 'Status' || status['status'] === 'Success') return undefined;
  const message = typeof status['message'] === 'string' ? status['message'] : 'the server refused without saying why';
  return new ApiError(reasonOf(status), message, detailsOf(status['details']));
}

function reasonOf(status: { readonly [name: string]: unknown }): ApiErrorReason {
  const { reason, code } = status;
  if (typeof reason === 'string') {
    if (Object.hasOwn(apiErrorCodes, reason)) return reason as ApiErrorReason;
    const synonym = synonyms[reason];
    if (synonym) return synonym;
  }
  const reasons = Object.keys(apiErrorCodes) as ApiErrorReason[];
  return reasons.find((candidate) => apiErrorCodes[candidate] === code) ?? 'InternalError';
}

function detailsOf(details: unknown): StatusDetails {
  if (!isRecord(details)) return {};
  const text = (name: string) => (typeof details[name] === 'string' ? { [name]: details[name] } : {});
  const { causes, retryAfterSeconds } = details;
  return {
    ...text('name'),
    ...text('group'),
    ...text('kind'),
    ...text('uid'),
    ...(Array.isArray(causes) ? { causes: causes.filter(isRecord).map(causeOf) } : {}),
    ...(typeof retryAfterSeconds === 'number' ? { retryAfterSeconds } : {}),
  };
}

function causeOf(cause: { readonly [name: string]: unknown }): StatusCause {
  const { field } = cause;
  const text = (name: string) => (typeof cause[name] === 'string' ? cause[name] : '');
  return { reason: text('reason'), message: text('message'), ...(typeof field === 'string' ? { field } : {}) };
}
