import type { CloudMachine } from '../../cloud.ts';
import type { MachineRecord } from '../machine-history.ts';
import type { ScenarioEvent } from '../scenario.ts';
import type { Stage } from '../stage.ts';

type Selection = NonNullable<ScenarioEvent['machines']>;

const ways = { Stopped: 'stops', Running: 'is started', Removed: 'is removed' } as const;

/** Lets something happen to machines at the provider, all at once; the result takes it back where that can be. */
export async function actOnMachines(stage: Stage, selection: Selection): Promise<() => void> {
  const { machines, randomness, story, world } = stage;
  const { cloud } = world.truth;
  const chosen = drawn(
    [...machines.present.values()].filter((one) => matches(stage, one, selection)),
    selection.count,
    (limit) => randomness.below(limit),
  );
  await world.act(async () => {
    for (const { name, providerId, zone } of chosen) {
      const where = zone === undefined ? '' : ` in zone ${zone}`;
      story.tell('outside', `machine ${name}${where} ${ways[selection.are]}`);
      const machine = cloud.machines.get(providerId);
      if (machine !== undefined) {
        strike(stage, machine, selection.are);
      }
    }
  });
  return () => {
    const stopped = chosen.flatMap(({ providerId }) => cloud.machines.get(providerId) ?? []);
    for (const machine of selection.are === 'Stopped' ? stopped : []) {
      strike(stage, machine, 'Running');
    }
  };
}

function strike({ world }: Stage, machine: CloudMachine, are: Selection['are']): void {
  const { cloud } = world.truth;
  if (are === 'Removed') {
    cloud.machines.delete(machine.providerId);
    cloud.powerOff(machine, 'removed');
  } else if (are === 'Stopped' && machine.facts.state === 'running') {
    cloud.powerOff(machine, 'it lost its power');
  } else if (are === 'Running' && machine.facts.state === 'stopped' && !machine.deleting) {
    cloud.powerOn(machine);
  }
}

function matches(
  { store }: Stage,
  { cluster: owner, name, role, zone }: MachineRecord,
  wanted: Omit<Selection, 'are' | 'count'>,
): boolean {
  const [namespace, cluster] = owner.split('/');
  const object = store.objects.get(`Machine ${namespace}/${name}`) as
    | { readonly spec?: { readonly pool?: string } }
    | undefined;
  return (
    (wanted.names?.includes(name) ?? true) &&
    (wanted.cluster ?? cluster) === cluster &&
    (wanted.pool ?? object?.spec?.pool) === object?.spec?.pool &&
    (wanted.role ?? role) === role &&
    (wanted.zone ?? zone) === zone
  );
}

/** So many of them, by chance; all where no number is said. Always in the order of their names. */
function drawn(
  machines: readonly MachineRecord[],
  count: number | undefined,
  below: (limit: number) => number,
): readonly MachineRecord[] {
  const left = machines.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  while (count !== undefined && left.length > count) {
    left.splice(below(left.length), 1);
  }
  return left;
}
