import { isRecord } from '#base/is-record.ts';
import type { HttpConnection } from './http-connection.ts';

/** What the bearer of a token may do: `unknown` to the server, known and `forbidden`, or `allowed`. */
export type Verdict = 'unknown' | 'forbidden' | 'allowed';

/** Asks the server who a token is of, and whether that user may get a path beside the objects, such as `/metrics`. */
export async function reviewReader(
  http: HttpConnection,
  { path, token }: { readonly path: string; readonly token: string },
): Promise<Verdict> {
  const authentication = await ask(http, { group: 'authentication.k8s.io', kind: 'TokenReview', spec: { token } });
  const user = authentication['user'];
  if (authentication['authenticated'] !== true || !isRecord(user)) return 'unknown';
  const { extra, groups, uid, username } = user;
  const spec = { user: username, groups, uid, extra, nonResourceAttributes: { path, verb: 'get' } };
  const authorization = await ask(http, { group: 'authorization.k8s.io', kind: 'SubjectAccessReview', spec });
  return authorization['allowed'] === true ? 'allowed' : 'forbidden';
}

/** The status of a review. */
async function ask(
  http: HttpConnection,
  { group, kind, spec }: { readonly group: string; readonly kind: string; readonly spec: object },
): Promise<{ readonly [name: string]: unknown }> {
  const path = `/apis/${group}/v1/${kind.toLowerCase()}s`;
  const { body } = await http.request({ method: 'POST', path, body: { apiVersion: `${group}/v1`, kind, spec } });
  return isRecord(body) && isRecord(body['status']) ? body['status'] : {};
}
