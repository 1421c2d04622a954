import { durationText } from '#domain/plan/duration-text.ts';
import { holdOpen } from './hold-open.ts';
import { holds } from './holds.ts';
import { millisecondsOf } from './milliseconds-of.ts';
import { runUntilCalm } from './run-until-calm.ts';
import type { ScenarioEvent, ScenarioState } from './scenario.ts';
import type { Stage } from './stage.ts';
import { stateText } from './state-text.ts';

/** Longest that is waited for a state where nothing is said. */
const usually = '1h';

/** Lets the world go on until it is time for an event; undefined, or why it never is. */
export async function waitForEvent(
  stage: Stage,
  { after, at, when, within }: ScenarioEvent,
): Promise<string | undefined> {
  const { world } = stage;
  if (at !== undefined) {
    await pass(stage, millisecondsOf(at) - world.scheduler.now);
  }
  const late = when === undefined ? undefined : await waitForState(stage, when, within ?? usually);
  if (late !== undefined) {
    return late;
  }
  if (after !== undefined) {
    await pass(stage, millisecondsOf(after));
  }
  return undefined;
}

async function pass({ world }: Stage, milliseconds: number): Promise<void> {
  if (milliseconds > 0) {
    const { over } = holdOpen(world, milliseconds);
    await world.run(over);
  }
}

async function waitForState(stage: Stage, state: ScenarioState, within: string): Promise<string | undefined> {
  const { world } = stage;
  if (state.quiet === true) {
    const deadline = world.scheduler.now + millisecondsOf(within);
    await runUntilCalm(world, () => world.scheduler.now > deadline);
    return holds(stage, state) ? undefined : `all is quiet, and not: ${stateText(state)}`;
  }
  const { over, drop } = holdOpen(world, millisecondsOf(within));
  let held = false;
  await world.run(() => {
    held = holds(stage, state);
    return held || over();
  });
  drop();
  return held ? undefined : `not within ${durationText(millisecondsOf(within))}: ${stateText(state)}`;
}
