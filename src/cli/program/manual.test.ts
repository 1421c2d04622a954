import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandContext } from '../context/command-context.ts';
import { createProgram } from '../create-program.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ExplainedCommand } from './explained-command.ts';
import { leafCommands } from './leaf-commands.ts';

function program(): ExplainedCommand {
  const context = { installation: { version: '1' }, terminal: { say: () => {} } } as unknown as CommandContext;
  return createProgram(context, () => {});
}

function helpOf(command: ExplainedCommand): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 80 }).outputHelp();
  return text;
}

/** The words after `slipway` in a line of a shell. */
function wordsOf(line: string): readonly string[] {
  const part = /(?:^|[(\s])slipway (.*?)(?: [>|] .*|\))?$/.exec(line)?.[1] ?? '';
  return [...part.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** Parses a command line without doing what it says; the name of the command that would have run. */
async function parsed(line: string): Promise<string> {
  const root = program();
  let ran = '';
  for (const { command, name } of leafCommands(root)) command.action(() => void (ran = name));
  await root.parseAsync([...wordsOf(line)], { from: 'user' });
  return ran;
}

describe('the manual of every command', () => {
  const leaves = leafCommands(program());

  it('has synopsis, description, options, environment, exit codes and examples', () => {
    assert.ok(leaves.length >= 18);
    for (const { command, manual, name } of leaves) {
      const text = helpOf(command);
      for (const part of [
        new RegExp(`^Usage: slipway ${name} \\[options\\]`),
        /^Options:$/m,
        /^Environment:\n {2}SLIPWAY_HOME /m,
        /^Exit codes:\n {2}0 /m,
        /^Examples?:\n {2}# \S/m,
      ])
        assert.match(text, part, name);
      assert.ok(manual.details.length > 0 && manual.details.every((paragraph) => /[.:)]$/.test(paragraph)), name);
      assert.match(command.description(), /^[A-Z]/, name);
    }
  });

  it('describes every argument and option, with defaults and choices', () => {
    for (const { command, name } of leaves) {
      for (const argument of command.registeredArguments) assert.ok(argument.description, `${name} ${argument.name()}`);
      for (const option of command.options) assert.ok(option.description, `${name} ${option.flags}`);
    }
    const [wait] = leaves.filter(({ name }) => name === 'wait');
    assert.match(helpOf(wait?.command ?? program()), /--timeout <duration> .*\(default:\s+"10m"\)/s);
  });

  it('names exit codes that there are, the common ones among them', () => {
    for (const { command, name } of leaves) {
      const section = /^Exit codes:\n([\s\S]*?)\n\n/m.exec(helpOf(command))?.[1] ?? '';
      const codes = section.split('\n').map((line) => Number(/^ {2}(\d+) /.exec(line)?.[1]));
      assert.ok(
        codes.every((code) => Object.values<number>(exitCodes).includes(code)),
        name,
      );
      for (const code of [0, 2, 130]) assert.ok(codes.includes(code), `${name} does not tell of ${code}`);
    }
  });

  it('has examples that are command lines of this very command', async () => {
    for (const { manual, name } of leaves) {
      for (const [line] of manual.examples) assert.equal(await parsed(line), name, line);
    }
    await assert.rejects(parsed('slipway get clusters --nothing'), /unknown option/);
    await assert.rejects(parsed('slipway wait cluster first'), /--for/);
  });
});
