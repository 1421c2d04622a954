import type { PlannedChange } from '#domain/plan/planned-change.ts';
import type { WorldSnapshot } from '#simulation/plan/world-snapshot.ts';

/** What a plan is computed from: plain JSON. */
export interface PlanRequest {
  readonly snapshot: WorldSnapshot;
  readonly change: PlannedChange;
  /** The type of the provider whose model judges and whose times are expected. */
  readonly providerType: string;
}
