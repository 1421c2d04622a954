import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricDescription, Metrics } from '#capabilities/metrics.ts';

/** The metrics of one manager, and how they are told to a scraper. */
export interface MetricsRegistry {
  readonly metrics: Metrics;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** A registry of its own, so that several managers in one process count apart. */
export function createMetrics(): MetricsRegistry {
  const registry = new Registry();
  const made = new Map<string, unknown>();
  const once = <T>(description: MetricDescription, make: () => T): T => {
    if (!made.has(description.name)) made.set(description.name, make());
    return made.get(description.name) as T;
  };
  const configuration = (description: MetricDescription) => ({
    name: description.name,
    help: description.help,
    labelNames: [...description.labelNames],
    registers: [registry],
  });
  return {
    metrics: {
      counter: (description) =>
        once(description, () => {
          const counter = new Counter(configuration(description));
          return { add: (labels, amount = 1) => counter.inc({ ...labels }, amount) };
        }),
      gauge: (description) =>
        once(description, () => {
          const gauge = new Gauge(configuration(description));
          return { set: (labels, value) => gauge.set({ ...labels }, value) };
        }),
      histogram: (description) =>
        once(description, () => {
          const histogram = new Histogram({ ...configuration(description), buckets: [...description.buckets] });
          return { observe: (labels, value) => histogram.observe({ ...labels }, value) };
        }),
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
