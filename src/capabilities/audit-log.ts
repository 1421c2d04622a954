/** One request as it was answered, in the form of `audit.k8s.io/v1` at the level Metadata: no body, whatever it held. */
export interface AuditEvent {
  readonly kind: 'Event';
  readonly apiVersion: 'audit.k8s.io/v1';
  readonly level: 'Metadata';
  readonly auditID: string;
  readonly stage: 'ResponseComplete';
  /** The path alone: a query may hold what somebody typed. */
  readonly requestURI: string;
  readonly verb: string;
  /** Empty where the client showed no certificate. */
  readonly user: { readonly username: string; readonly groups: readonly string[] };
  readonly sourceIPs: readonly string[];
  readonly userAgent: string;
  readonly responseStatus: { readonly code: number };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

/** Keeps who asked for what, and what came of it. Never throws: an answer does not wait for what is said of it. */
export interface AuditLog {
  record(event: AuditEvent): void;
}
