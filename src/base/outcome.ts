import type { WakeSource } from './wake-source.ts';

/**
 * What a step says. The runtime maps it, once and exhaustively, to the rest of the pass, the queue, events and status.
 * Surprises are thrown, never returned.
 */
export type Outcome =
  /** Nothing to do here: the next step runs. */
  | { readonly outcome: 'proceed' }
  /** Changed the world (effects of one verb, at most 64): the pass stops here. */
  | {
      readonly outcome: 'progressed';
      readonly reason: string;
      readonly message: string;
      readonly wokenBy: readonly WakeSource[];
    }
  /** Something else must happen first. `atMostMilliseconds` is only a safety net; half of all simulated runs go without. */
  | {
      readonly outcome: 'wait';
      readonly reason: string;
      readonly message: string;
      readonly wokenBy: readonly WakeSource[];
      readonly atMostMilliseconds: number;
    }
  /** A person must change something; `message` says what. Looked at again every ten seconds: where they change it wakes nobody. */
  | { readonly outcome: 'stall'; readonly reason: string; readonly message: string };
