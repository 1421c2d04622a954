import type { Machine } from '#api/machine/index.ts';
import type { MachineInputs } from '#domain/machine/machine-inputs.ts';
import { outdatedFields } from '#domain/machine/outdated-fields.ts';

/** A machine that was made with other settings than those declared now. */
export interface OutdatedMachine {
  readonly name: string;
  /** The fields that differ. */
  readonly fields: readonly string[];
}

/** Those of the machines that stay and were made from other inputs than are declared now. */
export function outdatedMachines(declared: MachineInputs, machines: readonly Machine[]): readonly OutdatedMachine[] {
  return machines
    .filter((machine) => !machine.metadata.deletionTimestamp)
    .map((machine) => ({ name: machine.metadata.name, fields: outdatedFields(declared, machine.spec) }))
    .filter(({ fields }) => fields.length > 0);
}
