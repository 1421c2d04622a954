import type { ObjectApi } from './object-api.ts';

/** How to reach one workload cluster's API; `uid` is the Cluster's. */
export interface WorkloadConnection {
  readonly uid: string;
  /** `https://address:port`. */
  readonly server: string;
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** An API client of one workload cluster. Calls reject with an ApiError, or with WorkloadUnreachable when no answer came. */
export interface WorkloadCluster {
  readonly objects: ObjectApi;
  /** True when `/readyz` answers ok, asked now. */
  ready(signal?: AbortSignal): Promise<boolean>;
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
