import type { EffectTarget } from '#capabilities/effect.ts';
import { effects } from '../reading/effects.ts';
import { keyText } from '../reading/key-text.ts';
import type { MachineScope } from './scope.ts';
import { skipsDrain } from './skips-drain.ts';

/** The cordon that whatever drains a machine comes after; none where it goes undrained. */
export function cordonOf(scope: MachineScope): readonly EffectTarget[] {
  const { cluster, machine } = scope;
  return cluster === undefined || skipsDrain(scope) !== undefined
    ? []
    : [effects.cordon(keyText(cluster), machine.metadata.name)];
}
