import type { EffectTarget } from '#capabilities/effect.ts';
import type { EffectReport } from '#runtime/manager-options.ts';

/** What a simulated manager did or tried. */
export interface WorldEffect {
  readonly id: string;
  readonly target: EffectTarget;
  readonly after: readonly string[];
  readonly because: readonly string[];
  readonly cluster: string;
  readonly digest: string;
  /** Virtual milliseconds since the world began. */
  readonly at: number;
  readonly controller: string;
  readonly incarnation: string;
  readonly phase: EffectReport['phase'];
}
