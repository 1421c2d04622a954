import { parentPort } from 'node:worker_threads';
import { checkScenario } from '#simulation/scenario/check-scenario.ts';
import { liveScenario } from '#simulation/scenario/live-scenario.ts';
import type { ScenarioComposition } from '#simulation/scenario/scenario-composition.ts';
import { storyText } from '#simulation/scenario/story-text.ts';
import type { SealedTime } from '../plans/seal-globals.ts';
import { scenarioParts } from './scenario-parts.ts';
import type { SimulationMessage } from './simulation-message.ts';

/** Checks and lives scenarios for the thread that started this one, until that ends it. */
export function answerSimulations(time: SealedTime): void {
  const parts: ScenarioComposition = { ...scenarioParts(), onWorld: ({ clock }) => time.read(clock) };
  const tell = (answer: SimulationMessage['answer']): void => parentPort?.postMessage(answer);
  parentPort?.on('message', (question: SimulationMessage['question']) => {
    void answerTo(question, parts, tell).catch((error: unknown) =>
      tell({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

async function answerTo(
  question: SimulationMessage['question'],
  parts: ScenarioComposition,
  tell: (answer: SimulationMessage['answer']) => void,
): Promise<void> {
  if ('check' in question) {
    parts.onWorld?.({ clock: { now: () => 0 } });
    tell({ checked: await checkScenario(question.check, parts) });
    return;
  }
  const { scenario, seed } = question.live;
  const run = await liveScenario(scenario, { seed, onProgress: (progress) => tell({ progress }) }, parts);
  tell({ run, story: storyText(scenario, run) });
}
