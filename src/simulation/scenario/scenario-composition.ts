import type { Kind } from '#api/meta/kind.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { Expressions } from '#engine/cel/expressions.ts';
import type { ProviderModel } from '#providers/contract/model.ts';
import type { Composition } from '../composition.ts';
import type { World } from '../world.ts';

/** What scenarios are lived with: the manager as it is, the kinds it serves and reads, and what an installation begins with. */
export interface ScenarioComposition {
  readonly composition: Composition;
  readonly kinds: readonly Kind[];
  readonly workloadKinds: readonly Kind[];
  readonly plantSeeds: (objects: ObjectApi) => Promise<void>;
  readonly modelOf: (type: string) => ProviderModel;
  /** Compiled rules, which all runs share. */
  readonly expressions: Expressions;
  /** Called with the world of each run before anything happens there. */
  readonly onWorld?: (world: Pick<World, 'clock'>) => void;
}
