import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '#capabilities/audit-log.ts';
import type { User } from './user.ts';

/** A request and what became of it. */
export interface AuditedRequest {
  readonly method: string;
  /** Without the query, but for whether it watches. */
  readonly path: string;
  readonly watches: boolean;
  readonly user: User | undefined;
  readonly address: string;
  readonly agent: string;
  readonly code: number;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
}

const verbs: { readonly [method: string]: string } = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Collections have the verbs `list`, `watch` and `deletecollection`; what is no resource has its method. */
function verbOf({ method, path, watches }: AuditedRequest): string {
  const resource = /^\/(?:api\/[^/]+|apis\/[^/]+\/[^/]+)\/(?:namespaces\/[^/]+\/)?[^/]+(\/[^/]+)?/.exec(path);
  if (!resource) return method.toLowerCase();
  const named = resource[1] !== undefined;
  if (method === 'GET' || method === 'HEAD') return named ? 'get' : watches ? 'watch' : 'list';
  return method === 'DELETE' && !named ? 'deletecollection' : (verbs[method] ?? method.toLowerCase());
}

/** What the audit log keeps of a request. */
export function auditEvent(request: AuditedRequest): AuditEvent {
  const { address, agent, began, code, ended, path, user } = request;
  const time = (at: number): string => new Date(at).toISOString();
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: randomUUID(),
    stage: 'ResponseComplete',
    requestURI: path,
    verb: verbOf(request),
    user: { username: user?.name ?? '', groups: user?.groups ?? [] },
    sourceIPs: [address],
    userAgent: agent,
    responseStatus: { code },
    requestReceivedTimestamp: time(began),
    stageTimestamp: time(ended),
  };
}
