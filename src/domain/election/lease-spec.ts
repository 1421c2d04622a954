/** The spec of a Lease, as `coordination.k8s.io/v1` has it. Its times are for people: nobody compares clocks of two hosts. */
export interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}
