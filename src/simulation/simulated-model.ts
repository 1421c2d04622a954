import type { ProviderModel } from '#providers/contract/model.ts';

/** A provider without peculiarities, for worlds that simulate none in particular. */
export const simulatedModel: ProviderModel = {
  type: 'sim',
  validate: () => [],
  compareMachine(desired, observed) {
    if (desired.image !== observed.image && observed.image !== '') {
      return { result: 'replace', fields: ['image'] };
    }
    return observed.state === 'stopped' ? { result: 'update', fields: ['state'] } : { result: 'same' };
  },
  compareEndpoint(desired, observed) {
    const text = (backends: typeof desired.backends): string =>
      JSON.stringify([...backends].map(({ name, address, port }) => `${name} ${address} ${port}`).sort());
    const fields = [
      ...(text(desired.backends) === text(observed.backends) ? [] : ['backends']),
      ...(desired.initializedBy === undefined || desired.initializedBy === observed.initializedBy
        ? []
        : ['initializedBy']),
    ];
    return fields.length === 0 ? { result: 'same' } : { result: 'update', fields };
  },
  latencies: {
    machine: { create: { p10: 800, p50: 1500, p90: 4000 }, delete: { p10: 300, p50: 800, p90: 3000 } },
    network: { create: { p10: 50, p50: 100, p90: 400 }, delete: { p10: 50, p50: 150, p90: 500 } },
    endpoint: { create: { p10: 250, p50: 400, p90: 1000 }, delete: { p10: 200, p50: 300, p90: 1000 } },
    image: { create: { p10: 500, p50: 3000, p90: 9000 }, delete: { p10: 50, p50: 500, p90: 3000 } },
  },
  initializations: ({ processors = Number.POSITIVE_INFINITY }) => processors,
  limits: { callsInFlight: 8, machines: 10_000 },
};
