import type { PlannedEffect, PlannedMachine, PointOfNoReturn } from './plan-document.ts';

/** Effects that nothing takes back, with what is lost by each. */
export function pointsOfNoReturn(
  effects: readonly PlannedEffect[],
  machines: readonly PlannedMachine[],
  controlPlanes: ReadonlySet<string>,
): readonly PointOfNoReturn[] {
  const found: PointOfNoReturn[] = [];
  const gone = new Set(machines.filter(({ change }) => change !== 'created').map(({ name }) => name));
  for (const { id, wave } of effects) {
    const [world, verb, resource, name = ''] = id.split(' ');
    if (`${world} ${verb}` !== 'provider delete') continue;
    if (resource === 'machine' && controlPlanes.has(name)) {
      found.push({ effect: id, wave, says: `the etcd data on ${name} goes with it: only a backup brings it back` });
    } else if (resource === 'machine' && gone.has(name)) {
      found.push({ effect: id, wave, says: `what pods keep on the disk of ${name} goes with it` });
    } else if (resource === 'endpoint') {
      found.push({ effect: id, wave, says: `the address of the API of ${name} is given up: its kubeconfigs end here` });
    }
  }
  return found;
}
