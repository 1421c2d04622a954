import type {
  SimulatedClusters,
  SimulatedHold,
  SimulatedRun,
  SimulationReport,
} from '#domain/simulation/simulation-report.ts';
import { spreadOf } from '#domain/simulation/spread-of.ts';
import type { ClusterRecord } from './cluster-history.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** So many moments of a run are looked at for the course of things. */
const moments = 60;

/** Makes one report of the runs of a scenario; `replay` gives the command that lives one seed again. */
export function mergeRuns(
  scenario: Scenario,
  unordered: readonly ScenarioRun[],
  replay: (seed: number) => string,
): SimulationReport {
  const runs = unordered.toSorted((one, other) => one.seed - other.seed);
  const failures = runs.flatMap(({ seed, shortfalls }) =>
    shortfalls.map((shortfall) => ({ seed, ...shortfall, replay: replay(seed) })),
  );
  const { description } = scenario.spec;
  return {
    format: 'slipway.dev/simulation/v1',
    scenario: scenario.metadata.name,
    ...(description === undefined ? {} : { description }),
    result: failures.length === 0 ? 'Holds' : 'Fails',
    duration: spreadOf(runs.map(({ duration }) => duration)),
    clusters: mergeClusters(scenario, runs),
    effects: mergeEffects(runs),
    faults: mergeFaults(runs),
    machinesMade: spreadOf(runs.map(({ machinesMade }) => machinesMade)),
    evictions: spreadOf(runs.map(({ evictions }) => evictions)),
    machines: mergeMachines(runs),
    holds: mergeHolds(runs),
    failures,
    runs: runs.map(summaryOf),
  };
}

function summaryOf(run: ScenarioRun): SimulatedRun {
  const { converged, duration, evictions, machinesMade, managers, seed, shortfalls, trace } = run;
  return {
    seed,
    result: shortfalls.length === 0 ? 'Holds' : 'Fails',
    duration,
    ...(converged === undefined ? {} : { converged }),
    effects: run.effects.reduce((sum, { different }) => sum + different, 0),
    faults: run.faults.reduce((sum, { count }) => sum + count, 0),
    machinesMade,
    evictions,
    managers,
    trace,
  };
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Copies of one entry are one line; clusters of events are lines of their own. */
function mergeClusters({ spec }: Scenario, runs: readonly ScenarioRun[]): readonly SimulatedClusters[] {
  const entryOf = (name: string): string => {
    const own = name.replace(/^default\//, '');
    const copied = spec.clusters.find(
      (entry) =>
        entry.count !== undefined && own.startsWith(`${entry.name}-`) && /^\d+$/.test(own.slice(entry.name.length + 1)),
    );
    return copied?.name ?? own;
  };
  const groups = Map.groupBy(
    runs.flatMap(({ clusters }) => clusters),
    ({ name }) => entryOf(name),
  );
  return [...groups].map(([name, records]) => {
    const spent = (from: (one: ClusterRecord) => number | undefined, to: (one: ClusterRecord) => number | undefined) =>
      records.flatMap((one) => {
        const [begin, end] = [from(one), to(one)];
        return begin === undefined || end === undefined ? [] : [end - begin];
      });
    const ready = spent(
      ({ declared }) => declared,
      (one) => one.ready,
    );
    const gone = spent(
      ({ deleted }) => deleted,
      (one) => one.gone,
    );
    return {
      name,
      copies: new Set(records.map((one) => one.name)).size,
      ...(ready.length === 0 ? {} : { ready: spreadOf(ready) }),
      readyCount: ready.length,
      ...(gone.length === 0 ? {} : { gone: spreadOf(gone) }),
    };
  });
}

function mergeEffects(runs: readonly ScenarioRun[]): SimulationReport['effects'] {
  const names = [...new Set(runs.flatMap(({ effects }) => effects.map(({ effect }) => effect)))].toSorted(inOrder);
  return names.map((effect) => {
    const found = runs.map((run) => run.effects.find((one) => one.effect === effect));
    return {
      effect,
      different: spreadOf(found.map((one) => one?.different ?? 0)),
      asked: spreadOf(found.map((one) => one?.asked ?? 0)),
    };
  });
}

function mergeFaults(runs: readonly ScenarioRun[]): SimulationReport['faults'] {
  const names = [...new Set(runs.flatMap(({ faults }) => faults.map(({ fault }) => fault)))].toSorted(inOrder);
  return names.map((fault) => ({
    fault,
    count: spreadOf(runs.map((run) => run.faults.find((one) => one.fault === fault)?.count ?? 0)),
  }));
}

/** How many machines there were at moments spread evenly over the longest run. */
function mergeMachines(runs: readonly ScenarioRun[]): SimulationReport['machines'] {
  const longest = Math.max(0, ...runs.map(({ duration }) => duration));
  const step = Math.max(1, Math.ceil(longest / moments));
  return Array.from({ length: Math.ceil(longest / step) + 1 }, (_, index) => {
    const at = index * step;
    return { at, machines: spreadOf(runs.map((run) => run.machines.findLast((one) => one.at <= at)?.count ?? 0)) };
  });
}

function mergeHolds(runs: readonly ScenarioRun[]): readonly SimulatedHold[] {
  const all = runs.flatMap(({ holds, seed }) => holds.map((hold) => ({ ...hold, seed })));
  const groups = Map.groupBy(all, ({ kind, reason }) => `${kind} ${reason}`);
  return [...groups.keys()].toSorted(inOrder).flatMap((key) => {
    const group = groups.get(key) ?? [];
    const [longest] = group.toSorted(
      (one, other) => other.lasted - one.lasted || one.seed - other.seed || inOrder(one.object, other.object),
    );
    if (longest === undefined) {
      return [];
    }
    const { kind, lasted, message, object, reason, seed, since } = longest;
    return [
      {
        kind,
        reason,
        objects: spreadOf(
          runs.map((run) => new Set(group.flatMap((one) => (one.seed === run.seed ? [one.object] : []))).size),
        ),
        lasted: spreadOf(group.map((one) => one.lasted)),
        inTheEnd: group.filter(({ ended }) => ended).length,
        example: { seed, object, message, since, lasted },
      },
    ];
  });
}
