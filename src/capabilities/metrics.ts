/** Label values by name; every use of one metric names the same labels. */
export interface MetricLabels {
  readonly [name: string]: string;
}

export interface Counter {
  add(labels: MetricLabels, amount?: number): void;
}

export interface Gauge {
  set(labels: MetricLabels, value: number): void;
}

export interface Histogram {
  observe(labels: MetricLabels, value: number): void;
}

export interface MetricDescription {
  /** Prometheus' form: `slipway_passes_total`, durations in seconds. */
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
}

/** What a manager tells of itself in numbers. Asking twice for one name gives the same metric. */
export interface Metrics {
  counter(description: MetricDescription): Counter;
  gauge(description: MetricDescription): Gauge;
  histogram(description: MetricDescription & { readonly buckets: readonly number[] }): Histogram;
}
