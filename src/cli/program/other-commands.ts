import { Argument } from 'commander';
import type { Shell } from '../completion/shell-script.ts';
import type { Family } from './family.ts';

/** Completion. */
export function otherCommands({ program, context, finish }: Family): void {
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .summary('print the text by which a shell completes command lines')
    .explain({
      details: [
        'The shell asks slipway itself, so commands, options, kinds, and the names of objects, pools and releases are completed as they are at that moment. Names need a manager that runs.',
      ],
      examples: [
        ['source <(slipway completion bash)', 'in ~/.bashrc'],
        ['source <(slipway completion zsh)', 'in ~/.zshrc, after compinit'],
        ['slipway completion fish > ~/.config/fish/completions/slipway.fish', 'once'],
      ],
    })
    .action(async (shell: Shell) => {
      const { shellScript } = await import('../completion/shell-script.ts');
      context.terminal.print(await shellScript(context.installation.root, shell));
    });
  program
    .command('complete', { hidden: true })
    .argument('[words...]', 'the words of a command line so far, the last one unfinished')
    .summary('what the text of slipway completion asks')
    .explain({
      details: [
        'It prints one candidate on a line, with a tab and what it is; :files says that the shell completes paths.',
      ],
      examples: [['slipway complete -- get clus', 'what `clus` may become']],
    })
    .action(async (words: string[]) =>
      finish(await (await import('../commands/complete.ts')).complete(context, program, words)),
    );
}
