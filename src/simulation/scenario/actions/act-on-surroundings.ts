import { strike } from '../../strike.ts';
import { clusterNamed } from '../cluster-named.ts';
import type { ScenarioEvent } from '../scenario.ts';
import type { Stage } from '../stage.ts';

type Cure = () => void;

/** What becomes of provider, store, network and images; the results take it back. */
export async function actOnSurroundings(stage: Stage, event: ScenarioEvent, place: string): Promise<readonly Cure[]> {
  const { story, world } = stage;
  const { cloud } = world.truth;
  const cures: Cure[] = [];
  if (event.provider !== undefined) {
    story.tell('outside', `the provider is ${event.provider.toLowerCase()}`);
    cures.push(provide(stage, event.provider));
  }
  if (event.quota !== undefined) {
    story.tell('outside', `the provider allows ${event.quota} machines`);
    cloud.quota = event.quota;
  }
  if (event.store !== undefined) {
    story.tell('outside', event.store === 'Silent' ? 'the store cannot be reached' : 'the store answers again');
    const answer = world.silenceStore('the store does not answer');
    cures.push(answer);
    if (event.store === 'Healthy') {
      answer();
    }
  }
  if (event.partition !== undefined) {
    cures.push(...partition(stage, event.partition, place));
  }
  if (event.heal !== undefined) {
    const cluster = clusterNamed(stage, event.heal);
    story.tell('outside', `cluster ${event.heal} can be reached again`);
    if (cluster !== undefined) {
      world.truth.hosts.partitioned.delete(cluster);
    }
  }
  for (const misfortune of [
    ...(event.network === undefined ? [] : (['network-removed'] as const)),
    ...(event.images === undefined ? [] : (['images-removed'] as const)),
  ]) {
    story.tell('outside', misfortune === 'network-removed' ? 'the network is removed' : 'the images are removed');
    await world.act(() => strike(world.truth, { misfortune }));
  }
  return cures;
}

function provide({ world }: Stage, state: NonNullable<ScenarioEvent['provider']>): Cure {
  const { cloud } = world.truth;
  const heal = (): void => {
    cloud.answerAgain();
    cloud.full = undefined;
  };
  heal();
  if (state === 'Silent') {
    cloud.fallSilent('nobody answers at the provider');
  } else if (state === 'Full') {
    cloud.full = 'there is no room for another one';
  }
  return heal;
}

function partition(stage: Stage, name: string, place: string): readonly Cure[] {
  const cluster = clusterNamed(stage, name);
  if (cluster === undefined) {
    stage.shortfalls.push({ expectation: place, says: `there is no cluster ${name} yet` });
    return [];
  }
  stage.story.tell('outside', `no manager reaches cluster ${name}`);
  return [stage.world.truth.hosts.partition(cluster)];
}
