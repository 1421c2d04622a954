import type { PlannedChange } from './planned-change.ts';

/** Milliseconds over the simulated runs: one in ten is faster than p10, one in ten slower than p90. */
export interface Quantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** One field that changes; `path` tells items of lists by name, such as `spec.pools[workers].replicas`. */
export interface PlannedField {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface PlannedObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly change: 'created' | 'changed' | 'deleted';
  /** Who changes it: the manifests, or the manager because of them. */
  readonly by: 'user' | 'manager';
  readonly fields: readonly PlannedField[];
}

export interface PlannedMachine {
  /** `namespace/name`. */
  readonly name: string;
  /** `namespace/name` of its Cluster. */
  readonly cluster: string;
  readonly change: 'created' | 'rolled' | 'drained and deleted' | 'deleted';
  /** The fields that cause it, from the one somebody wrote down to the machine's own. */
  readonly because: readonly string[];
  readonly wave: number;
  /** When it begins, counted from the start; when its Node is Ready, or it is gone. */
  readonly begins: Quantiles;
  readonly ends: Quantiles;
}

export interface PlannedEffect {
  /** `world verb resource name`. */
  readonly id: string;
  /** `namespace/name` of the Cluster it belongs to; empty for none. */
  readonly cluster: string;
  readonly because: readonly string[];
  /** Ids of effects of this plan whose results it uses. */
  readonly after: readonly string[];
  /** Its depth in the graph of `after`, from 1: an order, never a moment. */
  readonly wave: number;
  /** Digests of what is asked for, without minted values; empty where it depends on the order of things. */
  readonly digests: readonly string[];
  /** Milliseconds after the start. */
  readonly begins: Quantiles;
}

export interface PlannedEviction {
  /** `namespace/name` of the Cluster. */
  readonly cluster: string;
  readonly machine: string;
  /** `namespace/name` of the pod as it is now. */
  readonly pod: string;
  /** The PodDisruptionBudget that lets it go one at a time, or not at all. */
  readonly budget?: string;
  readonly blocked: boolean;
}

/** How much of a control plane there is at the least while the plan is done. */
export interface PlannedExposure {
  readonly cluster: string;
  readonly apiServers: { readonly before: number; readonly least: number; readonly after: number };
  /** etcd members that run, and how many a majority takes. */
  readonly etcd: { readonly before: number; readonly least: number; readonly quorum: number };
  /** One sentence. */
  readonly says: string;
}

/** Why a plan cannot be applied: a person has to change something first. */
export interface PlannedStall {
  /** `Kind namespace/name` of the object that stops. */
  readonly object: string;
  readonly reason: string;
  readonly message: string;
}

export interface PointOfNoReturn {
  /** The effect after which there is no way back. */
  readonly effect: string;
  readonly wave: number;
  readonly says: string;
}

/** One fact the plan stands on: when it is another, the plan cannot be applied. */
export interface PlannedFact {
  readonly fact: string;
  readonly value: string;
}

/**
 * What a change does. The same change on the same state gives the same document, byte for byte. Lists are in order of code
 * units, effects by wave first.
 */
export interface PlanDocument {
  readonly format: 'slipway.dev/plan/v1';
  /** SHA-256 of the canonical JSON of all the rest. */
  readonly hash: string;
  readonly result: 'Changes' | 'NoChanges' | 'Stall';
  readonly summary: string;
  readonly change: PlannedChange;
  readonly objects: readonly PlannedObject[];
  readonly machines: readonly PlannedMachine[];
  readonly effects: readonly PlannedEffect[];
  readonly waves: number;
  readonly evictions: readonly PlannedEviction[];
  readonly exposure: readonly PlannedExposure[];
  readonly duration: Quantiles;
  readonly pointsOfNoReturn: readonly PointOfNoReturn[];
  readonly stalls: readonly PlannedStall[];
  /** Objects that are left waiting for something outside when all is done: `Kind namespace/name: sentence`. */
  readonly waits: readonly string[];
  readonly readSet: readonly PlannedFact[];
}
