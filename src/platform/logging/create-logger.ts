import { destination, type Logger as PinoLogger, pino } from 'pino';
import type { Clock } from '#capabilities/clock.ts';
import type { LogFields, Logger } from '#capabilities/logger.ts';
import { strikeOutSecrets } from './strike-out-secrets.ts';

export interface LoggerOptions {
  readonly clock: Clock;
  /** A file descriptor or a path; standard error where absent. A new file is readable by its owner only. */
  readonly destination?: number | string;
  /** Least level that is written; `info` where absent. */
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
}

/** JSON lines, written before the call returns, so that nothing is lost when the process ends. */
export function createLogger(options: LoggerOptions): Logger {
  const { clock } = options;
  const sink = destination({ dest: options.destination ?? 2, sync: true, mode: 0o600 });
  const settings = {
    level: options.level ?? 'info',
    base: null,
    timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'message',
  };
  return wrap(pino(settings, sink));
}

function wrap(logger: PinoLogger): Logger {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}) => {
      if (logger.isLevelEnabled(level))
        logger[level](strikeOutSecrets(fields) as object, strikeOutSecrets(message) as string);
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => wrap(logger.child(strikeOutSecrets(fields) as object)),
  };
}
