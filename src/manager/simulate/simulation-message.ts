import type { CheckedScenario } from '#simulation/scenario/check-scenario.ts';
import type { RunProgress } from '#simulation/scenario/live-scenario.ts';
import type { Scenario } from '#simulation/scenario/scenario.ts';
import type { ScenarioRun } from '#simulation/scenario/scenario-run.ts';

/** What goes between whoever simulates and its threads: one question at a time. */
export interface SimulationMessage {
  readonly question:
    | { readonly check: unknown }
    | { readonly live: { readonly scenario: Scenario; readonly seed: number } };
  readonly answer:
    | { readonly checked: CheckedScenario }
    | { readonly progress: RunProgress }
    | { readonly run: ScenarioRun; readonly story: string }
    | { readonly failure: string };
}
