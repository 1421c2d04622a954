import type { Access } from '../build/access.ts';
import type { BuildPlan } from '../plan/build-plan.ts';
import type { SourceName } from '../artifact-settings.ts';

/** One way to get everything that an image is made of. */
export interface ArtifactSource {
  readonly name: SourceName;
  /** The reason when it is taken without being named: that it answers, or that it is there. */
  readonly because: string;
  /** The steps; asks the mirror for its index, or Go for its version. Rejects where it cannot be used. */
  plan(): Promise<BuildPlan>;
  /** Rejects, soon, where the network does not carry it; not called where the source was named. */
  probe(): Promise<void>;
  readonly access: Access;
  close(): Promise<void>;
}
