import { stringify } from 'yaml';
import { crdOf } from '#api/crd-of.ts';
import { kinds } from '#api/kinds.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';

/** `slipway server crds`: Slipway's kinds as a kube-apiserver takes them, one document each. */
export async function serverCrds({ terminal }: CommandContext): Promise<ExitCode> {
  for (const kind of kinds) {
    terminal.print('---');
    terminal.print(stringify(crdOf(kind), { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd());
  }
  return exitCodes.ok;
}
