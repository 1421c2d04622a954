import type { ObjectApi, ObjectKey } from './object-api.ts';

/** How to reach one workload cluster's API; `uid` is the Cluster's. */
export interface WorkloadConnection {
  readonly uid: string;
  /** `https://address:port`. */
  readonly server: string;
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** What is decided about a certificate signing request, and why: PascalCase reason, one sentence. */
export interface CertificateDecision {
  readonly approved: boolean;
  readonly reason: string;
  readonly message: string;
}

/** An API client of one workload cluster. Calls reject with an ApiError, or with WorkloadUnreachable when no answer came. */
export interface WorkloadCluster {
  readonly objects: ObjectApi;
  /** True when `/readyz` answers ok, asked now. */
  ready(signal?: AbortSignal): Promise<boolean>;
  /** Asks for a pod's eviction: false when a disruption budget does not allow it now; NotFound when the pod is gone. */
  evict(pod: ObjectKey, signal?: AbortSignal): Promise<boolean>;
  /** Approves or denies a certificate signing request; deciding the same again changes nothing. */
  approve(name: string, decision: CertificateDecision, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** No answer from a workload cluster: says nothing about what exists there. */
export class WorkloadUnreachable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WorkloadUnreachable';
  }
}

export interface WorkloadClusters {
  connect(connection: WorkloadConnection): WorkloadCluster;
}
