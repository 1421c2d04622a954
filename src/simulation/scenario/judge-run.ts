import { durationText } from '#domain/plan/duration-text.ts';
import { millisecondsOf } from './milliseconds-of.ts';
import { objectState } from './object-state.ts';
import { readReference } from './read-reference.ts';
import { referenceText } from './reference-text.ts';
import type { ScenarioExpectation } from './scenario.ts';
import type { Stage } from './stage.ts';

interface Bounds {
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

/** Judges a run that has come to rest by what was expected of it; `last` is when the last event happened. */
export function judgeRun(stage: Stage, expected: ScenarioExpectation, last: number): void {
  judgeConvergence(stage, expected, last);
  judgeReady(stage, expected);
  judgeStalls(stage, expected);
  const { machines, shortfalls, world } = stage;
  const bound = ([expectation, what]: readonly [string, string], count: number, { least, most }: Bounds): void => {
    if (count < (least ?? 0) || count > (most ?? Number.POSITIVE_INFINITY)) {
      const wanted = [least === undefined ? [] : [`at least ${least}`], most === undefined ? [] : [`at most ${most}`]];
      shortfalls.push({ expectation, says: `${count} ${what}, ${wanted.flat().join(' and ')} were expected` });
    }
  };
  bound(['spec.expect.machinesMade', 'machines were made'], machines.made, expected.machinesMade ?? {});
  const evictions = world.effects.filter(({ phase, target }) => phase === 'done' && target.verb === 'evict').length;
  bound(['spec.expect.evictions', 'pods were evicted'], evictions, expected.evictions ?? {});
  for (const [index, { begins, ...bounds }] of (expected.effects ?? []).entries()) {
    const found = new Set(world.effects.flatMap(({ id }) => (id.startsWith(begins) ? [id] : [])));
    bound([`spec.expect.effects[${index}]`, `effects begin with "${begins}"`], found.size, bounds);
  }
}

function judgeConvergence(
  { clusters, shortfalls, store, wishes }: Stage,
  { converges }: ScenarioExpectation,
  last: number,
): void {
  if (converges === undefined) {
    return;
  }
  const { since } = clusters;
  const expectation = 'spec.expect.converges';
  if (since === undefined) {
    const open = wishes.clusters.filter((key) =>
      wishes.of(key) === 'deleted' ? !clusters.isGone(key) : !clusters.isReady(key),
    );
    const why = open.map((key) => {
      const object = store.objects.get(`Cluster ${key}`);
      const ready = object === undefined ? undefined : objectState.ready(object);
      return `Cluster ${key}${ready === undefined || ready.status === 'True' ? ' has not what is declared' : `: ${ready.reason}: ${ready.message}`}`;
    });
    shortfalls.push({ expectation, says: `in the end not all is as it was declared: ${why.slice(0, 3).join('; ')}` });
  } else if (since - last > millisecondsOf(converges)) {
    shortfalls.push({ expectation, says: `it took ${durationText(since - last)}, expected was ${converges}` });
  }
}

function judgeReady({ clusters, shortfalls }: Stage, { ready = [] }: ScenarioExpectation): void {
  for (const [index, { cluster, within }] of ready.entries()) {
    const copies = [...clusters.records.values()].filter(({ name }) => {
      const own = name.replace(/^[^/]*\//, '');
      return own === cluster || (own.startsWith(`${cluster}-`) && /^\d+$/.test(own.slice(cluster.length + 1)));
    });
    const expectation = `spec.expect.ready[${index}]`;
    if (copies.length === 0) {
      shortfalls.push({ expectation, says: `no cluster ${cluster} was ever declared` });
    }
    for (const { declared, name, ready: at } of copies) {
      if (at === undefined) {
        shortfalls.push({ expectation, says: `Cluster ${name} was never Ready` });
      } else if (at - declared > millisecondsOf(within)) {
        shortfalls.push({
          expectation,
          says: `Cluster ${name} was Ready after ${durationText(at - declared)}, expected was ${within}`,
        });
      }
    }
  }
}

function judgeStalls({ kinds, shortfalls, store }: Stage, { stalls = [] }: ScenarioExpectation): void {
  for (const [index, { object: name, reason }] of stalls.entries()) {
    const reference = readReference(name, kinds);
    const object = reference === undefined ? undefined : store.objects.get(referenceText(reference));
    const ready = object === undefined ? undefined : objectState.ready(object);
    if (ready?.reason !== reason || ready.status === 'True') {
      const found =
        object === undefined
          ? 'it is not there'
          : `it says ${ready?.reason ?? 'nothing'}${ready?.message ? `: ${ready.message}` : ''}`;
      shortfalls.push({
        expectation: `spec.expect.stalls[${index}]`,
        says: `${name} was to stall with ${reason}: ${found}`,
      });
    }
  }
}
