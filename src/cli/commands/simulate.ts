import { canonicalJson } from '#base/canonical-json.ts';
import { simulationLines } from '#explain/simulation-lines.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readScenario } from '../simulate/read-scenario.ts';
import { showProgress } from '../simulate/show-progress.ts';

/** What `--exit-code` adds, for scripts. */
const verdicts = { Holds: 0, Fails: 3 } as const;

const mostSeeds = 100_000;

export interface SimulateOptions {
  readonly seed?: string | undefined;
  readonly seeds?: string | undefined;
  readonly output?: 'json' | 'html' | 'story' | undefined;
  readonly exitCode?: boolean | undefined;
}

/** `slipway simulate FILE`: lives a scenario on simulated clusters. Nothing that exists is asked or touched. */
export async function simulate(context: CommandContext, file: string, options: SimulateOptions): Promise<ExitCode> {
  const { signal, simulations, terminal } = context;
  const seeds = seedsOf(options);
  const written = await readScenario(file);
  const view = await showProgress(context);
  const outcome = await simulations
    .run({
      scenario: written.value,
      seeds,
      replay: (seed) => `slipway simulate ${file} --seed ${seed}`,
      onProgress: (progress) => view.show(progress),
      signal,
    })
    .finally(() => view.end());
  if ('problems' in outcome) throw written.refuse(outcome.problems);
  const { report, stories } = outcome;
  if (options.output === 'json') {
    terminal.print(JSON.stringify(JSON.parse(canonicalJson(report)), undefined, 2));
  } else if (options.output === 'html') {
    terminal.print((await import('../simulate/simulation-page.ts')).simulationPage(report, stories));
  } else if (options.output === 'story') {
    terminal.print(stories.join('\n').trimEnd());
  } else {
    if (options.seed !== undefined) terminal.print(stories.join('\n'));
    for (const line of simulationLines(report, terminal.columns)) terminal.print(line);
  }
  if (options.exitCode === true) return verdicts[report.result];
  return report.result === 'Holds' ? exitCodes.ok : exitCodes.failed;
}

/** Undefined: those that the scenario says. */
function seedsOf({ seed, seeds }: SimulateOptions): readonly number[] | undefined {
  if (seed !== undefined && seeds !== undefined) {
    throw new CliError('--seed and --seeds cannot stand together', {
      exitCode: exitCodes.usage,
      cure: '--seed lives one run again, --seeds so many of them',
    });
  }
  if (seed !== undefined) return [wholeNumber('--seed', seed, Number.MAX_SAFE_INTEGER)];
  if (seeds === undefined) return undefined;
  const count = Math.max(1, wholeNumber('--seeds', seeds, mostSeeds));
  return Array.from({ length: count }, (_, index) => index + 1);
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new CliError(`${option} is a whole number up to ${most}, not "${text}"`, { exitCode: exitCodes.usage });
}
