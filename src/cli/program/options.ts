import { Option } from 'commander';
import type { ExplainedCommand } from './explained-command.ts';

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Options that several commands have. */
export const options = {
  namespaced: (command: ExplainedCommand): ExplainedCommand =>
    command.option('-n, --namespace <namespace>', 'the namespace to work in (default: default)'),

  file: (): Option =>
    new Option('-f, --filename <path>', 'a file, a directory, or - for standard input; may be repeated').argParser(
      collect,
    ),

  output: (...forms: readonly string[]): Option => new Option('-o, --output <form>', 'another form').choices(forms),
} as const;
