import { ApiError } from '#api/meta/api-error.ts';
import type { ObjectApi, ObjectKey } from '#capabilities/object-api.ts';
import type { CertificateDecision } from '#capabilities/workload-clusters.ts';
import { createObjectClient } from './create-object-client.ts';
import { HttpConnection } from './http-connection.ts';
import { isRecord } from '#base/is-record.ts';
import { LineReader } from './line-reader.ts';
import { resourcePath } from './resource-path.ts';
import { reviewReader, type Verdict } from './review-reader.ts';
import type { ServerConnection } from './server-connection.ts';

const pods = { group: '', version: 'v1', plural: 'pods', kind: 'Pod', scope: 'Namespaced' } as const;
const requests = {
  group: 'certificates.k8s.io',
  version: 'v1',
  plural: 'certificatesigningrequests',
  kind: 'CertificateSigningRequest',
  scope: 'Cluster',
} as const;

export interface PathOptions {
  /** The form of the answer that is asked for: a media type; JSON where absent. */
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

/** What is sent to a path that takes more than an object. */
export interface SentBytes {
  readonly contentType: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

/** A client of one API server. Every call rejects with an ApiError, or with ConnectionLost when no answer came. */
export interface KubeClient {
  readonly objects: ObjectApi;
  /** What the server answers at a path beside the objects: `/version`, `/metrics`; parsed when it is JSON. */
  read(path: string, options?: PathOptions): Promise<unknown>;
  /** The lines a path answers with, as they come: a watch in another form, a log. Ends with the answer or the signal. */
  lines(path: string, options?: PathOptions): AsyncIterable<string>;
  /** Gives the server bytes as they come, at a path beside the objects; what it answers. */
  send(path: string, sent: SentBytes): Promise<unknown>;
  /** True when `/readyz` answers ok, asked now; false when it says that it is not; ConnectionLost when it says nothing. */
  ready(signal?: AbortSignal): Promise<boolean>;
  /** Asks for a pod's eviction: false when a disruption budget (or the server's load) does not allow it now. */
  evict(pod: ObjectKey, signal?: AbortSignal): Promise<boolean>;
  /** Approves or denies a certificate signing request. */
  approve(name: string, decision: CertificateDecision, signal?: AbortSignal): Promise<void>;
  /** Whether the server lets the bearer of a token get a path beside the objects. Needs the right to create reviews. */
  mayGet(token: string, path: string): Promise<Verdict>;
  close(): Promise<void>;
}

/** Connects on first use; `watchSilence` as in {@link createObjectClient}. */
export function createKubeClient(
  connection: ServerConnection,
  options: { readonly watchSilence?: number } = {},
): KubeClient {
  const http = new HttpConnection(connection);
  return {
    objects: createObjectClient(http, { watchSilence: options.watchSilence ?? 0 }),
    read: async (path, pathOptions = {}) => (await http.request({ method: 'GET', path, ...pathOptions })).body,
    lines: (path, pathOptions = {}) => lines(http, path, pathOptions),
    send: async (path, { contentType, bytes, signal }) =>
      (await http.request({ method: 'POST', path, contentType, bytes, signal })).body,
    ready: (signal) => ready(http, signal),
    evict: (pod, signal) => evict(http, pod, signal),
    approve: (name, decision, signal) => approvePatiently(http, { name, decision, signal }),
    mayGet: (token, path) => reviewReader(http, { token, path }),
    close: () => http.close(),
  };
}

async function* lines(http: HttpConnection, path: string, options: PathOptions): AsyncGenerator<string> {
  const stream = await http.stream({ method: 'GET', path, ...options }, 0);
  try {
    const reader = new LineReader(stream);
    for (let some = await reader.next(); some.length > 0; some = await reader.next()) yield* some;
  } finally {
    stream.destroy();
  }
}

async function ready(http: HttpConnection, signal: AbortSignal | undefined): Promise<boolean> {
  const answer = await http.ask({ method: 'GET', path: '/readyz', signal });
  if (answer.status === 401 || answer.status === 403) http.refuse(answer);
  return answer.status === 200;
}

async function evict(http: HttpConnection, pod: ObjectKey, signal: AbortSignal | undefined): Promise<boolean> {
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod.name, namespace: pod.namespace } };
  try {
    await http.request({
      method: 'POST',
      path: resourcePath.object(pods, pod, { subresource: 'eviction' }),
      body,
      signal,
    });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'TooManyRequests') return false;
    throw error;
  }
}

/** So often others may write the request in between. */
const mostAttempts = 4;

async function approvePatiently(http: HttpConnection, request: Parameters<typeof approve>[1]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await approve(http, request);
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'Conflict') || attempt === mostAttempts) throw error;
    }
  }
}

async function approve(
  http: HttpConnection,
  request: { readonly name: string; readonly decision: CertificateDecision; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const { name, decision, signal } = request;
  const { body } = await http.request({ method: 'GET', path: resourcePath.object(requests, { name }), signal });
  if (!isRecord(body)) throw new ApiError('InternalError', `the certificate signing request ${name} is no JSON object`);
  const status = isRecord(body['status']) ? body['status'] : {};
  const conditions = Array.isArray(status['conditions']) ? status['conditions'] : [];
  const type = decision.approved ? 'Approved' : 'Denied';
  if (conditions.some((condition) => isRecord(condition) && condition['type'] === type)) return;
  const condition = { type, status: 'True', reason: decision.reason, message: decision.message };
  const approved = { ...body, status: { ...status, conditions: [...conditions, condition] } };
  const path = resourcePath.object(requests, { name }, { subresource: 'approval' });
  await http.request({ method: 'PUT', path, body: approved, signal });
}
