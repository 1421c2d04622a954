import type { ExplainedCommand } from './explained-command.ts';

/** The context that the command line or SLIPWAY_CONTEXT names; undefined: none. An empty one is none, to override the variable. */
export function chosenContext(
  program: ExplainedCommand,
  environment: { readonly [name: string]: string | undefined },
): string | undefined {
  const { context } = program.opts<{ readonly context?: string }>();
  return (context ?? environment['SLIPWAY_CONTEXT']) || undefined;
}
