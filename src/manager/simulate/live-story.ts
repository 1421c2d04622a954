import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { checkScenario } from '#simulation/scenario/check-scenario.ts';
import { liveScenario } from '#simulation/scenario/live-scenario.ts';
import type { ScenarioRun } from '#simulation/scenario/scenario-run.ts';
import { storyText } from '#simulation/scenario/story-text.ts';
import { scenarioParts } from './scenario-parts.ts';

const parts = scenarioParts();

/** What `slipway simulate FILE --seed SEED -o story` prints, and the run it tells of. Throws over a file that is no scenario. */
export async function liveStory(
  path: string,
  seed: number,
): Promise<{ readonly run: ScenarioRun; readonly text: string }> {
  const checked = await checkScenario(parse(readFileSync(path, 'utf8')), parts);
  if ('problems' in checked) {
    throw new Error(`${path}: ${checked.problems.map(({ field, message }) => `${field}: ${message}`).join('\n')}`);
  }
  const run = await liveScenario(checked.scenario, { seed }, parts);
  return { run, text: storyText(checked.scenario, run) };
}
