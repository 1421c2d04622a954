import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createMetrics } from './create-metrics.ts';

const passes = { name: 'slipway_passes_total', help: 'Passes.', labelNames: ['kind'] };

it('tells counters, gauges and histograms in the text format', async () => {
  const { metrics, text } = createMetrics();
  metrics.counter(passes).add({ kind: 'Cluster' });
  metrics.counter(passes).add({ kind: 'Cluster' }, 2);
  metrics.gauge({ name: 'slipway_queue_length', help: 'Keys.', labelNames: [] }).set({}, 4);
  metrics.histogram({ name: 'slipway_seconds', help: 'Time.', labelNames: [], buckets: [1, 2] }).observe({}, 1.5);
  const told = await text();
  assert.match(told, /slipway_passes_total\{kind="Cluster"\} 3/);
  assert.match(told, /slipway_queue_length 4/);
  assert.match(told, /slipway_seconds_bucket\{le="2"\} 1/);
});

it('keeps two managers of one process apart', async () => {
  const [one, two] = [createMetrics(), createMetrics()];
  one.metrics.counter(passes).add({ kind: 'Cluster' });
  assert.ok(!(await two.text()).includes('slipway_passes_total'));
});
