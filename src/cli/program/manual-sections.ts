import { exitCodes } from '../exit-codes.ts';
import { exitCodeTexts } from './exit-code-texts.ts';
import type { Manual } from './manual.ts';
import { type Setting, settings } from './settings.ts';

/** The parts of a manual that commander does not write, as rows: for `--help` and for the reference page. */
export interface ManualSections {
  readonly environment: readonly (readonly [name: string, means: string])[];
  readonly exits: readonly (readonly [code: number, means: string])[];
}

const common: Manual['exits'] = { ok: true, usage: true, interrupted: true };

/** Every command reads the state directory; its exit codes are those it names and the common ones. */
export function manualSections({ environment = [], exits = {} }: Manual): ManualSections {
  const names: readonly Setting[] = ['SLIPWAY_HOME', ...environment];
  const all = { ...common, ...exits };
  return {
    environment: names.map((name) => [name, settings[name]]),
    exits: (Object.keys(exitCodes) as (keyof typeof exitCodes)[]).flatMap((name) => {
      const says = all[name];
      return says === undefined ? [] : [[exitCodes[name], says === true ? exitCodeTexts[name] : says] as const];
    }),
  };
}
