import { availableParallelism } from 'node:os';
import type { SimulationOutcome, SimulationProgress, SimulationRequest } from '#capabilities/simulations.ts';
import { mergeRuns } from '#simulation/scenario/merge-runs.ts';
import type { Scenario } from '#simulation/scenario/scenario.ts';
import type { ScenarioRun } from '#simulation/scenario/scenario-run.ts';
import { SimulationThread } from './simulation-thread.ts';

/** Runs that are made where a scenario does not say. */
const usualRuns = 16;

/** Checks a scenario and lives it once for each seed, in as many threads as there are processors. */
export async function simulateInThreads(entry: URL, request: SimulationRequest): Promise<SimulationOutcome> {
  const threads = [new SimulationThread(entry)];
  const end = async (): Promise<void> => void (await Promise.all(threads.map((thread) => thread.end())));
  const stop = (): void => void end();
  request.signal.addEventListener('abort', stop, { once: true });
  try {
    return await simulate(entry, request, threads);
  } catch (error) {
    request.signal.throwIfAborted();
    throw error;
  } finally {
    request.signal.removeEventListener('abort', stop);
    await end();
  }
}

async function simulate(
  entry: URL,
  request: SimulationRequest,
  threads: SimulationThread[],
): Promise<SimulationOutcome> {
  const [first] = threads;
  const answer = await first?.ask({ check: request.scenario });
  if (answer === undefined || !('checked' in answer)) {
    throw new Error(answer !== undefined && 'failure' in answer ? answer.failure : 'a scenario could not be checked');
  }
  const { checked } = answer;
  if ('problems' in checked) {
    return checked;
  }
  const { scenario } = checked;
  const seeds = request.seeds ?? seedsOf(scenario);
  while (threads.length < Math.min(seeds.length, availableParallelism())) {
    threads.push(new SimulationThread(entry));
  }
  const lived = await liveAll(scenario, seeds, { ...request, threads });
  const runs = lived.map(({ run }) => run);
  return { report: mergeRuns(scenario, runs, request.replay), stories: lived.map(({ story }) => story) };
}

function seedsOf({ spec }: Scenario): readonly number[] {
  const { count = usualRuns, list } = spec.seeds;
  return list ?? Array.from({ length: count }, (_, index) => index + 1);
}

interface Lived {
  readonly run: ScenarioRun;
  readonly story: string;
}

/** Each thread takes the next seed when it is done with one; the result is in the order of the seeds. */
async function liveAll(
  scenario: Scenario,
  seeds: readonly number[],
  { onProgress, threads }: Pick<SimulationRequest, 'onProgress'> & { readonly threads: readonly SimulationThread[] },
): Promise<readonly Lived[]> {
  const lived = new Map<number, Lived>();
  const left = [...new Set(seeds)];
  const runs = left.length;
  const tell = (under: SimulationProgress['under']): void => {
    const failed = [...lived.values()].filter(({ run }) => run.shortfalls.length > 0).length;
    onProgress({ runs, ended: lived.size, failed, under });
  };
  const work = async (thread: SimulationThread): Promise<void> => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const answer = await thread.ask({ live: { scenario, seed } }, tell);
      if (!('run' in answer)) {
        throw new Error(`seed ${seed} could not be lived: ${'failure' in answer ? answer.failure : 'no answer'}`);
      }
      lived.set(seed, answer);
      tell(undefined);
    }
  };
  tell(undefined);
  await Promise.all(threads.map(work));
  return [...lived].toSorted(([one], [other]) => one - other).map(([, one]) => one);
}
