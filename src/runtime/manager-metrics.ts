import type { Metrics } from '#capabilities/metrics.ts';
import type { EffectReport } from './manager-options.ts';
import type { PassEnd } from './pass-end.ts';

/** What a manager tells of itself in numbers. */
export interface ManagerMetrics {
  passEnded(controller: string, end: PassEnd, seconds: number): void;
  effect(report: EffectReport): void;
  depth(waiting: number, running: number): void;
  problem(): void;
}

const nothing: ManagerMetrics = {
  passEnded: () => undefined,
  effect: () => undefined,
  depth: () => undefined,
  problem: () => undefined,
};

/** The runtime's metrics; without a place to put them, none. */
export function createManagerMetrics(metrics: Metrics | undefined): ManagerMetrics {
  if (metrics === undefined) {
    return nothing;
  }
  const passes = metrics.counter({
    name: 'slipway_passes_total',
    help: 'Passes by controller and how they ended.',
    labelNames: ['controller', 'ended'],
  });
  const durations = metrics.histogram({
    name: 'slipway_pass_duration_seconds',
    help: 'How long passes took.',
    labelNames: ['controller'],
    buckets: [0.001, 0.01, 0.1, 1, 10, 60],
  });
  const effects = metrics.counter({
    name: 'slipway_effects_total',
    help: 'Effects by what they did and how they ended.',
    labelNames: ['world', 'verb', 'resource', 'phase'],
  });
  const queue = metrics.gauge({
    name: 'slipway_queue_keys',
    help: 'Keys that wait and keys that run.',
    labelNames: ['state'],
  });
  const problems = metrics.counter({
    name: 'slipway_problems_total',
    help: 'Failures outside passes: watches, journals, hints.',
    labelNames: [],
  });
  return {
    passEnded(controller, end, seconds) {
      passes.add({ controller, ended: end.ended === 'outcome' ? end.outcome.outcome : end.ended });
      durations.observe({ controller }, seconds);
    },
    effect({ phase, effect: { target } }) {
      effects.add({ world: target.world, verb: target.verb, resource: target.resource, phase });
    },
    depth(waiting, running) {
      queue.set({ state: 'waiting' }, waiting);
      queue.set({ state: 'running' }, running);
    },
    problem() {
      problems.add({});
    },
  };
}
