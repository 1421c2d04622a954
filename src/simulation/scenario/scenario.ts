import type { FromSchema } from '#api/meta/from-schema.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { scenarioSpec } from './scenario-spec.ts';

/** A story to try on simulated clusters, and what must be true of it. A file; no server keeps it. */
export interface Scenario extends KubeObject {
  readonly spec: FromSchema<typeof scenarioSpec>;
}

export type ScenarioEvent = Scenario['spec']['events'][number];
export type ScenarioState = NonNullable<ScenarioEvent['when']>;
export type ScenarioFault = Scenario['spec']['faults'][number];
export type ScenarioExpectation = Scenario['spec']['expect'];

/** What a scenario is to whatever checks it. */
export const Scenario: Kind<Scenario> = {
  group: 'simulation.slipway.dev',
  version: 'v1alpha1',
  kind: 'Scenario',
  plural: 'scenarios',
  singular: 'scenario',
  shortNames: [],
  categories: [],
  scope: 'Cluster',
  schema: {
    type: 'object',
    description: 'A story to try on simulated clusters, and what must be true of it. It is a file; no server keeps it.',
    required: ['spec'],
    properties: { spec: scenarioSpec },
  },
  statusSubresource: false,
  columns: [],
};
