import type { ScenarioState } from './scenario.ts';

const ways = {
  Ready: 'is Ready',
  NotReady: 'is not Ready',
  Present: 'is there',
  Absent: 'is gone',
  Deleting: 'is being deleted',
} as const;

/** A state in words. */
export function stateText({ effect, has, is, machines, object, quiet, reason, says, unasked }: ScenarioState): string {
  const said = [
    ...(is === undefined ? [] : [ways[is]]),
    ...(reason === undefined ? [] : [`has the reason ${reason}`]),
    ...(has === undefined ? [] : [`has ${has}`]),
    ...(says === undefined ? [] : [`says "${says}"`]),
  ];
  return [
    ...(object === undefined ? [] : [`${object} ${said.join(' and ')}`]),
    ...(machines === undefined ? [] : [`${machines} machines are at the provider`]),
    ...(effect === undefined ? [] : [`${effect} was asked for`]),
    ...(unasked === undefined ? [] : [`${unasked} was not asked for`]),
    ...(quiet === true ? ['all is quiet'] : []),
  ].join(', ');
}
