import type { ScenarioState } from './scenario.ts';

const ways = {
  Ready: 'is Ready',
  NotReady: 'is not Ready',
  Present: 'is there',
  Absent: 'is gone',
  Deleting: 'is being deleted',
} as const;

/** A state in words. */
export function stateText({ effect, is, machines, object, quiet, reason, says }: ScenarioState): string {
  const said = [
    ...(is === undefined ? [] : [ways[is]]),
    ...(reason === undefined ? [] : [`has the reason ${reason}`]),
    ...(says === undefined ? [] : [`says "${says}"`]),
  ];
  return [
    ...(object === undefined ? [] : [`${object} ${said.join(' and ')}`]),
    ...(machines === undefined ? [] : [`${machines} machines are at the provider`]),
    ...(effect === undefined ? [] : [`${effect} was asked for`]),
    ...(quiet === true ? ['all is quiet'] : []),
  ].join(', ');
}
