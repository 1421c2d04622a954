import { servedKinds } from '#api/served-kinds.ts';
import { Expressions } from '#engine/cel/expressions.ts';
import type { ScenarioComposition } from '#simulation/scenario/scenario-composition.ts';
import { workloadKinds } from '#simulation/workload-kinds.ts';
import { composition } from '../composition/composition.ts';
import { modelOf } from '../composition/model-of.ts';
import { plantSeeds } from '../composition/plant-seeds.ts';

/** What scenarios are lived with: the manager as it is on a host. Runs of one such value share their compiled rules. */
export function scenarioParts(): Omit<ScenarioComposition, 'onWorld'> {
  return {
    composition,
    kinds: servedKinds,
    workloadKinds,
    plantSeeds: plantSeeds.inOwnStore,
    modelOf,
    expressions: new Expressions(),
  };
}
