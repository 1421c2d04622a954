import type { Manual } from './manual.ts';
import type { ExplainedCommand } from './explained-command.ts';

/** A command that does something, with its whole name: `server start`. */
export interface LeafCommand {
  readonly name: string;
  readonly command: ExplainedCommand;
  readonly manual: Manual;
}

/** Every command that people run, in the order of `--help`; throws for one without a manual. */
export function leafCommands(command: ExplainedCommand, path: readonly string[] = []): readonly LeafCommand[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .flatMap((one) => {
      const sub = one as ExplainedCommand;
      const names = [...path, sub.name()];
      if (sub.commands.length > 0) return leafCommands(sub, names);
      if (sub.name() === 'help') return [];
      if (sub.manual === undefined) throw new Error(`slipway ${names.join(' ')} has no manual`);
      return [{ name: names.join(' '), command: sub, manual: sub.manual }];
    });
}
