import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { TaskInput } from '#capabilities/tasks.ts';
import type { Expressions } from '#engine/cel/expressions.ts';
import type { ProviderModel } from '#providers/contract/model.ts';
import type { Fault } from './fault.ts';
import type { Pace } from './paces.ts';
import type { Restoration } from './plan/restoration.ts';
import type { TaskOutcome } from './simulated-tasks.ts';

/** What a world is made of. */
export interface WorldOptions {
  readonly seed: string | number;
  /** Kinds the store serves. */
  readonly kinds: readonly Kind[];
  /** Kinds workload clusters serve. */
  readonly workloadKinds?: readonly Kind[];
  readonly model?: ProviderModel;
  readonly faults?: readonly Fault[];
  /** How long local tasks take and what comes of them. */
  readonly task?: (key: string, input: TaskInput) => TaskOutcome;
  /** Called with every object of the store as it is after each pass that ended; throws what is wrong with it. */
  readonly lint?: (object: KubeObject) => void;
  /** The world as it was found somewhere; absent: an empty one. */
  readonly from?: Restoration;
  /** How long calls are under way; absent: most not at all, some for more than a second. */
  readonly pace?: Pace;
  /** Nothing that managers leave to chance, such as the pause before another attempt, differs: all draws are the middle. */
  readonly evenChance?: boolean;
  /** Compiled rules, to be shared by worlds of one process. */
  readonly expressions?: Expressions;
  /** False where nobody looks at the trace of a long run. */
  readonly trace?: boolean;
  /** Steps after which a run that does not become quiet is given up; 20000 where absent. */
  readonly mostSteps?: number;
}
