import type { Option } from 'commander';
import type { ExplainedCommand } from '../program/explained-command.ts';
import type { Completes } from '../program/manual.ts';

/** What the unfinished word of a command line stands for. */
export interface CompletionPlace {
  readonly command: ExplainedCommand;
  /** What is typed of the value already. */
  readonly typed: string;
  /** What stands before the value in the same word: `--output=`. */
  readonly before: string;
  readonly what: 'commands' | 'options' | Completes | readonly string[];
  /** Words before it that are no options and no commands. */
  readonly operands: readonly string[];
  /** Values of options before it, by long name. */
  readonly given: ReadonlyMap<string, string>;
}

const known: { readonly [option: string]: Completes } = {
  '--namespace': 'namespace',
  '--filename': 'file',
  '--context': 'context',
};

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function valueOf(command: ExplainedCommand, option: Option): CompletionPlace['what'] {
  const name = option.long ?? '';
  return option.argChoices ?? command.manual?.completesOptions?.[name] ?? known[name] ?? 'nothing';
}

function valueAt(command: ExplainedCommand, index: number): CompletionPlace['what'] {
  const choices = command.registeredArguments[index]?.argChoices;
  if (choices !== undefined) return choices;
  const { completes = [] } = command.manual ?? {};
  return completes[index] ?? completes.at(-1) ?? 'nothing';
}

/** Where a command line stands: `words` follow the program's name, the last one is unfinished and may be empty. */
export function completionPlace(program: ExplainedCommand, words: readonly string[]): CompletionPlace {
  let command = program;
  let pending: Option | undefined;
  let onlyOperands = false;
  const operands: string[] = [];
  const given = new Map<string, string>();
  for (const word of words.slice(0, -1)) {
    if (pending !== undefined) {
      given.set(pending.long ?? '', word);
      pending = undefined;
    } else if (word === '--') onlyOperands = true;
    else if (!onlyOperands && word.startsWith('-')) {
      const [flag = '', value] = word.split(/=(.*)/s);
      // The program's own options may stand behind a command too.
      const options = [...command.options, ...program.options];
      const option = options.find(({ long, short }) => flag === long || flag === short);
      if (option && takesValue(option)) {
        if (value === undefined) pending = option;
        else given.set(option.long ?? '', value);
      }
    } else {
      const sub = operands.length === 0 && command.commands.find((one) => one.name() === word);
      if (sub instanceof Object) command = sub as ExplainedCommand;
      else operands.push(word);
    }
  }
  const word = words.at(-1) ?? '';
  const place = { command, operands, given, typed: word, before: '' };
  if (pending !== undefined) return { ...place, what: valueOf(command, pending) };
  const [flag = '', value] = word.split(/=(.*)/s);
  if (!onlyOperands && word.startsWith('-')) {
    const option = [...command.options, ...program.options].find(({ long }) => flag === long);
    if (option && value !== undefined) {
      return { ...place, typed: value, before: `${flag}=`, what: valueOf(command, option) };
    }
    return { ...place, what: 'options' };
  }
  if (command.commands.length > 0) return { ...place, what: operands.length === 0 ? 'commands' : 'nothing' };
  return {
    ...place,
    what: onlyOperands && command.name() === 'kubectl' ? 'nothing' : valueAt(command, operands.length),
  };
}
