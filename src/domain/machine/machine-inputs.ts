import type { Machine } from '#api/machine/index.ts';
import { machineInputFields } from './machine-input-fields.ts';

/** What a Machine is made from, as far as its owner declares it. */
export type MachineInputs = Pick<Machine['spec'], (typeof machineInputFields)[number]>;

/** The inputs of Machines that a spec declares: that of a NodePool, a ControlPlane or a Machine. Absent fields stay absent. */
export function machineInputs<S extends Pick<MachineInputs, 'release' | 'machine'> & Partial<MachineInputs>>(
  spec: S,
): MachineInputs {
  const entries = machineInputFields.map((field) => [field, spec[field]] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as MachineInputs;
}
