import { ApiError } from '#api/meta/api-error.ts';
import { isControl } from './is-control.ts';

/** The path of a request, taken apart, and its query. */
export interface Target {
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

/**
 * Takes a request's target apart. Each segment is decoded once, after the split; empty segments, `.` and `..`,
 * encoded slashes and control characters are refused rather than repaired, so that no two paths mean one thing.
 */
export function parseTarget(target: string): Target {
  const question = target.indexOf('?');
  const path = question < 0 ? target : target.slice(0, question);
  const query = new URLSearchParams(question < 0 ? '' : target.slice(question + 1));
  if (!path.startsWith('/')) throw new ApiError('BadRequest', 'the request target must start with a slash');
  const parts = path.slice(1).split('/');
  if (parts.at(-1) === '') parts.pop();
  return { segments: parts.map(decodeSegment), query };
}

function decodeSegment(part: string): string {
  const segment = decode(part);
  const misleading = segment === '' || segment === '.' || segment === '..' || /[/\\]/.test(segment);
  if (misleading || Array.from(segment).some(isControl)) {
    throw new ApiError(
      'BadRequest',
      'a part of the path is empty, a dot, or holds a slash or a control character; name what you mean',
    );
  }
  return segment;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError('BadRequest', 'a part of the path is not encoded correctly');
  }
}
