import type { HostFacts } from './driver.ts';
import type { EndpointDesired, EndpointFacts } from './endpoint.ts';
import type { MachineDesired, MachineFacts } from './machine.ts';
import type { Comparison } from './resource.ts';

/** Expected time until a resource is there, in milliseconds; simulation draws from it, plans print it. */
export interface Latency {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** The pure half of a provider: what it can do and how it judges differences. No I/O. */
export interface ProviderModel {
  readonly type: string;
  /** Problems of a Provider's own section of the spec, as sentences; empty when fine. */
  validate(section: unknown): readonly string[];
  compareMachine(desired: MachineDesired, observed: MachineFacts): Comparison;
  compareEndpoint(desired: EndpointDesired, observed: EndpointFacts): Comparison;
  readonly latencies: {
    readonly [resource in 'machine' | 'network' | 'endpoint' | 'image']: {
      readonly create: Latency;
      readonly delete: Latency;
    };
  };
  /** How many clusters may be initialised at a time: more than the host carries would all be late. */
  initializations(host: HostFacts): number;
  readonly limits: { readonly callsInFlight: number; readonly machines: number };
}
