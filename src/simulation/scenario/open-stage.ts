import { sha256 } from '#base/sha256.ts';
import type { Latency, ProviderModel } from '#providers/contract/model.ts';
import { createWorld } from '../create-world.ts';
import { Oracle } from '../oracle/oracle.ts';
import { paces } from '../paces.ts';
import { createSeededRandomness } from '../seeded-randomness.ts';
import type { World } from '../world.ts';
import { Afflictions } from './afflictions.ts';
import { chosenFaults } from './chosen-faults.ts';
import { ClusterHistory } from './cluster-history.ts';
import { MachineHistory } from './machine-history.ts';
import { millisecondsOf } from './milliseconds-of.ts';
import { ObservedStory } from './observed-story.ts';
import { ObservedStore } from './observed-store.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioComposition } from './scenario-composition.ts';
import type { Stage } from './stage.ts';
import { Story } from './story.ts';
import { Wishes } from './wishes.ts';

type Times = Scenario['spec']['times'];

/** More steps than any run that comes to an end takes. */
const mostSteps = 100_000_000;

/** A world for one run of a scenario, with all that looks at it; nothing is declared there yet. */
export function openStage(scenario: Scenario, seed: number, parts: ScenarioComposition): Stage {
  const { faults, provider } = scenario.spec;
  const world = openWorld(scenario, seed, parts);
  const { cloud, hosts } = world.truth;
  const now = (): number => world.scheduler.now;
  const randomness = createSeededRandomness(`scenario ${seed}`);
  const story = new Story(now);
  const store = new ObservedStore(world.objects, parts.kinds);
  const wishes = new Wishes();
  const observed = new ObservedStory(story, now);
  const machines = new MachineHistory({
    cloud,
    zones: provider.zones ?? [],
    now,
    onChange: (machine, state) => observed.machine(machine, state),
  });
  const oracle = new Oracle(world.truth);
  const afflictions = new Afflictions(hosts);
  const clusters = new ClusterHistory({ cloud, store, wishes, now });
  world.troubleBy(chosenFaults(faults, randomness.split('faults')));
  store.onChange((change) => observed.object(change));
  store.onChange((change) => afflictions.note(change));
  let seen = 0;
  world.scheduler.onStep(() => {
    machines.look();
    oracle.look();
    for (const met of world.met.slice(seen)) {
      observed.fault(met);
    }
    seen = world.met.length;
  });
  return {
    world,
    kinds: parts.kinds,
    workloadKinds: parts.workloadKinds,
    store,
    wishes,
    oracle,
    machines,
    clusters,
    afflictions,
    story,
    observed,
    randomness,
    shortfalls: [],
  };
}

function openWorld({ spec }: Scenario, seed: number, parts: ScenarioComposition): World {
  const { kinds, workloadKinds, expressions } = parts;
  const milliseconds = millisecondsOf(spec.times.build);
  const world = createWorld({
    seed: `scenario ${seed}`,
    kinds,
    workloadKinds,
    expressions,
    model: timed(parts.modelOf(spec.provider.type), spec.times),
    pace: { Even: paces.even, Steady: paces.steady, Unruly: paces.unruly }[spec.times.profile],
    evenChance: spec.times.profile === 'Even',
    trace: false,
    mostSteps,
    task: (key) => ({
      milliseconds,
      end: { state: 'done', result: { archive: `/cache/${key}.tar`, digest: `sha256:${sha256(key)}`, sizeBytes: 1 } },
    }),
  });
  parts.onWorld?.(world);
  const { cloud } = world.truth;
  cloud.quota = spec.provider.quota ?? cloud.quota;
  const { processors } = spec.provider;
  cloud.hostFacts = { ...cloud.hostFacts, ...(processors === undefined ? {} : { processors }) };
  return world;
}

function timed(model: ProviderModel, { profile, scale }: Times): ProviderModel {
  const scaled = ({ p10, p50, p90 }: Latency): Latency =>
    profile === 'Even'
      ? { p10: p50 * scale, p50: p50 * scale, p90: p50 * scale }
      : { p10: p10 * scale, p50: p50 * scale, p90: p90 * scale };
  const both = (of: { readonly create: Latency; readonly delete: Latency }) => ({
    create: scaled(of.create),
    delete: scaled(of.delete),
  });
  const { endpoint, image, machine, network } = model.latencies;
  return {
    ...model,
    latencies: { endpoint: both(endpoint), image: both(image), machine: both(machine), network: both(network) },
  };
}
