import { CliError } from './cli-error.ts';
import { exitCodes } from './exit-codes.ts';

const units: { readonly [unit: string]: number } = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as Kubernetes writes it: `90s`, `1h30m`, `500ms`. CliError otherwise. */
export function readDuration(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) {
    throw new CliError(`"${text}" is no duration`, {
      exitCode: exitCodes.usage,
      cure: 'write for example 90s, 10m or 1h30m',
    });
  }
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
}
