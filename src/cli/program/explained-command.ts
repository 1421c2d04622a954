import { Command } from 'commander';
import type { Manual } from './manual.ts';
import { manualSections } from './manual-sections.ts';

function rows(title: string, pairs: readonly (readonly [string | number, string])[]): readonly string[] {
  const width = Math.max(...pairs.map(([name]) => String(name).length));
  return ['', `${title}:`, ...pairs.map(([name, says]) => `  ${String(name).padEnd(width)}  ${says}`)];
}

/** A command that has a manual: `--help` shows all of it, and the reference page and the completion are made from it. */
export class ExplainedCommand extends Command {
  #manual: Manual | undefined;

  override createCommand(name?: string): ExplainedCommand {
    return new ExplainedCommand(name);
  }

  /** Undefined for groups of commands such as `server`. */
  get manual(): Manual | undefined {
    return this.#manual;
  }

  /** Call it after `summary`, which begins the description. */
  explain(manual: Manual): this {
    this.#manual = manual;
    const { environment, exits } = manualSections(manual);
    const summary = this.summary();
    const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
    return this.description([sentence, ...manual.details].join('\n\n')).addHelpText('after', () =>
      [
        ...rows('Environment', environment),
        ...rows('Exit codes', exits),
        '',
        manual.examples.length === 1 ? 'Example:' : 'Examples:',
        ...manual.examples.flatMap(([line, does]) => [`  # ${does}`, `  ${line}`]),
      ].join('\n'),
    );
  }
}
