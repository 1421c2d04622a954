import type { SimulationProgress } from '#capabilities/simulations.ts';
import { durationText } from '#domain/plan/duration-text.ts';
import type { CommandContext } from '../context/command-context.ts';

const barWidth = 30;
/** Where nobody sees lines drawn again, one is written so often. */
const plainMilliseconds = 10_000;

/** Shows how far a simulation is: drawn again on a terminal, a line now and then elsewhere. On standard error only. */
export async function showProgress({
  terminal,
  timers,
}: CommandContext): Promise<{ show(progress: SimulationProgress): void; end(): void }> {
  if (!terminal.interactive) {
    let told = timers.monotonic();
    return {
      show: (progress) => {
        if (timers.monotonic() - told < plainMilliseconds) return;
        told = timers.monotonic();
        terminal.say(line(progress));
      },
      end: () => {},
    };
  }
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(process.stderr);
  return { show: (progress) => update(line(progress)), end: () => update.clear() };
}

function line({ ended, failed, runs, under }: SimulationProgress): string {
  const full = Math.round((ended / Math.max(1, runs)) * barWidth);
  const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
  const fails = failed === 0 ? '' : `, ${failed} failing`;
  const now = under === undefined ? '' : `, seed ${under.seed} at ${durationText(under.now)}`;
  return `${bar} ${ended} of ${runs} runs${fails}${now}`;
}
