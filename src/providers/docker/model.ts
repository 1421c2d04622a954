import type { Comparison } from '#providers/contract/resource.ts';
import type { EndpointDesired, EndpointFacts } from '#providers/contract/endpoint.ts';
import type { MachineDesired, MachineFacts } from '#providers/contract/machine.ts';
import type { ProviderModel } from '#providers/contract/model.ts';
import { validateDockerSection } from './validate-docker-section.ts';

/** Containers of one engine as machines. Latencies are those of two cores with a warm engine. */
export const dockerModel: ProviderModel = {
  type: 'docker',
  validate: validateDockerSection,
  compareMachine,
  compareEndpoint,
  latencies: {
    machine: { create: { p10: 800, p50: 1500, p90: 4000 }, delete: { p10: 300, p50: 800, p90: 3000 } },
    network: { create: { p10: 50, p50: 100, p90: 400 }, delete: { p10: 50, p50: 150, p90: 500 } },
    endpoint: { create: { p10: 250, p50: 400, p90: 1000 }, delete: { p10: 200, p50: 300, p90: 1000 } },
    image: { create: { p10: 500, p50: 12_000, p90: 30_000 }, delete: { p10: 50, p50: 500, p90: 3000 } },
  },
  // The first minute of a control plane keeps a processor busy; side by side on too few of them all of them time out.
  initializations: ({ processors = 1 }) => Math.max(1, processors),
  limits: { callsInFlight: 8, machines: 100 },
};

/** A machine's image never changes in place. A stopped one is started by an update; whether it should, the controller decides. */
function compareMachine(desired: MachineDesired, observed: MachineFacts): Comparison {
  if (desired.image !== observed.image && observed.image !== '') return { result: 'replace', fields: ['image'] };
  if (observed.state === 'failed') return { result: 'replace', fields: ['state'] };
  return observed.state === 'stopped' ? { result: 'update', fields: ['state'] } : { result: 'same' };
}

/** Everything of an endpoint is updated where it is: its address and port are promised. */
function compareEndpoint(desired: EndpointDesired, observed: EndpointFacts): Comparison {
  const fields: string[] = [];
  if (observed.state === 'stopped' || observed.state === 'failed') fields.push('state');
  if (observed.image !== '' && desired.image !== observed.image) fields.push('image');
  if (backendsText(desired.backends) !== backendsText(observed.backends)) fields.push('backends');
  if (desired.initializedBy !== undefined && desired.initializedBy !== observed.initializedBy)
    fields.push('initializedBy');
  return fields.length === 0 ? { result: 'same' } : { result: 'update', fields };
}

/** Their order means nothing. */
function backendsText(backends: EndpointDesired['backends']): string {
  return backends
    .map(({ name, address, port }) => JSON.stringify([name, address, port]))
    .toSorted()
    .join('\n');
}
