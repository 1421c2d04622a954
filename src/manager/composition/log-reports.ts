import type { Logger } from '#capabilities/logger.ts';
import type { ManagerOptions } from '#runtime/manager-options.ts';

/** A line for every effect, at debug level for every pass, and a warning for every failure. Inputs are not logged: they hold secrets. */
export function logReports(logger: Logger): Required<Pick<ManagerOptions, 'onEffect' | 'onPass' | 'onProblem'>> {
  return {
    onEffect: ({ phase, effect, controller, key }) =>
      logger.info(`${phase} ${effect.id}`, { controller, key, because: effect.because, after: effect.after }),
    onPass: ({ phase, controller, key, end }) => {
      if (phase !== 'ended' || end === undefined) return;
      if (end.ended === 'threw')
        logger.warn('a pass failed', { controller, key, step: end.step, error: String(end.error) });
      if (end.ended === 'outcome') logger.debug('pass', { controller, key, step: end.step, outcome: end.outcome });
    },
    onProblem: ({ where, error }) => logger.warn('a problem outside any pass', { where, error: String(error) }),
  };
}
