import { actAsPeople } from './actions/act-as-people.ts';
import { actInCluster } from './actions/act-in-cluster.ts';
import { actOnMachines } from './actions/act-on-machines.ts';
import { actOnManagers } from './actions/act-on-managers.ts';
import { actOnSurroundings } from './actions/act-on-surroundings.ts';
import { chosenFaults } from './chosen-faults.ts';
import { holds } from './holds.ts';
import { millisecondsOf } from './milliseconds-of.ts';
import type { ScenarioEvent } from './scenario.ts';
import type { Stage } from './stage.ts';
import { stateText } from './state-text.ts';

/** Does what an event says; `place` names it where it falls short. */
export async function performEvent(stage: Stage, event: ScenarioEvent, place: string): Promise<void> {
  const { afflictions, randomness, shortfalls, story, world } = stage;
  if (event.tell !== undefined) {
    story.tell('', event.tell);
  }
  for (const [index, state] of (event.check ?? []).entries()) {
    if (!holds(stage, state)) {
      shortfalls.push({ expectation: `${place}.check[${index}]`, says: `it is not so: ${stateText(state)}` });
    }
  }
  if (event.faults !== undefined) {
    story.tell('outside', event.faults.length === 0 ? 'no faults happen any more' : 'faults begin');
    world.troubleBy(chosenFaults(event.faults, randomness.split(place)));
  }
  const cures = [...(await actOnSurroundings(stage, event, place))];
  if (event.afflict !== undefined) {
    const { phase, says } = event.afflict;
    story.tell('outside', `machines that are made now come to ${phase}: ${says}`);
    cures.push(afflictions.add(event.afflict));
  }
  if (event.cure === true) {
    story.tell('outside', 'machines are well again');
    afflictions.cure();
  }
  if (event.machines !== undefined) {
    cures.push(await actOnMachines(stage, event.machines));
  }
  await actOnManagers(stage, event);
  await actAsPeople(stage, event, place);
  if (event.workload !== undefined) {
    await actInCluster(stage, event.workload, `${place}.workload`);
  }
  healLater(stage, event, cures);
  await world.scheduler.settle();
}

function healLater({ story, world }: Stage, event: ScenarioEvent, cures: readonly (() => void)[]): void {
  const { for: lasts } = event;
  if (lasts === undefined || cures.length === 0) {
    return;
  }
  const run = (): void => {
    story.tell('outside', endText(event));
    for (const cure of cures) {
      cure();
    }
  };
  world.scheduler.hold({
    actor: 'scenario',
    label: 'what lasted is over',
    delay: millisecondsOf(lasts),
    background: false,
    run,
  });
}

/** How it is told that what lasted a while is over. */
function endText({ machines, partition, provider, store }: ScenarioEvent): string {
  if (provider !== undefined) {
    return provider === 'Full' ? 'the provider has room again' : 'the provider answers again';
  }
  if (store !== undefined) {
    return 'the store answers again';
  }
  if (partition !== undefined) {
    return `cluster ${partition} can be reached again`;
  }
  return machines === undefined ? 'machines are well again' : 'the machines that stood still are started';
}
