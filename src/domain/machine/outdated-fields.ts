import { deepEqual } from '#base/deep-equal.ts';
import { isRecord } from '#base/is-record.ts';
import { machineInputFields } from './machine-input-fields.ts';
import type { MachineInputs } from './machine-inputs.ts';

type Field = (typeof machineInputFields)[number];

/** Nothing said is the same as an empty list or map, but for taints: an empty list of them takes a control plane's away. */
function said(inputs: MachineInputs, field: Field): unknown {
  const value: unknown = inputs[field];
  if (field === 'taints') return value;
  const empty = Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
  return empty ? undefined : value;
}

/**
 * Whether a machine is outdated: the fields in which what is declared now differs from what it was made with, in a fixed
 * order; empty when it is current. Nothing else counts, least of all what is rendered from these fields.
 */
export function outdatedFields(declared: MachineInputs, made: MachineInputs): readonly Field[] {
  return machineInputFields.filter((field) => !deepEqual(said(declared, field), said(made, field)));
}
