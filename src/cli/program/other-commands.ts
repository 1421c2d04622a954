import { Argument } from 'commander';
import type { Shell } from '../completion/shell-script.ts';
import type { Family } from './family.ts';
import { options } from './options.ts';

function imageCommands({ program, context, finish }: Family): void {
  const image = options
    .namespaced(program.command('image'))
    .summary('machine images')
    .description('Machine images: what machines boot from, one for each release and architecture.');
  options
    .namespaced(image.command('build').argument('<release>', 'name of the PlatformRelease'))
    .summary('build the images of a release before any cluster wants them')
    .explain({
      details: ['The manager builds; Ctrl-C ends the watching only. The first build of a release takes minutes.'],
      examples: [['slipway image build v1.0.0', 'ahead of the first cluster']],
      exits: {
        failed: 'the build failed; the reason is printed',
        notFound: 'there is no such release',
        noManager: true,
      },
      completes: ['release', 'nothing'],
    })
    .action(async (release: string) =>
      finish(await (await import('../commands/image.ts')).buildImages(context, release)),
    );
  mirrorCommand({ program: image, context, finish });
}

function mirrorCommand({ program: image, context, finish }: Family): void {
  options
    .namespaced(image.command('mirror').argument('<release>', 'name of the PlatformRelease'))
    .requiredOption('--to <directory>', 'a new or empty directory, or a mirror to add to')
    .summary('fill a directory with everything the images of a release are made of')
    .explain({
      details: [
        'For machines that reach nothing else: carry the directory there, or put any web server over it, and name it in the Provider (spec.artifacts). No compiler and no package is needed there.',
        'One directory holds as many releases and architectures as are put into it. What it has is verified and not copied again; what the cache lacks is built first.',
      ],
      examples: [['slipway image mirror v1.0.0 --to /srv/slipway', 'and it prints what to write into the Provider']],
      exits: {
        failed: 'it could not be built or copied; the reason is printed',
        notFound: 'there is no such release',
        noManager: true,
      },
      completes: ['release', 'nothing'],
    })
    .action(async (release: string, given: { readonly to: string }) =>
      finish(await (await import('../commands/mirror-images.ts')).mirrorImages(context, release, given)),
    );
}

function versionCommand({ program, context, finish }: Family): void {
  options
    .namespaced(program.command('version'))
    .summary('print versions')
    .explain({
      details: ['Of this command, and of the manager when one runs.'],
      examples: [['slipway version', 'for people']],
    })
    .action(async () => finish(await (await import('../commands/version.ts')).version(context)));
}

/** Machine images, versions, completion. */
export function otherCommands(family: Family): void {
  imageCommands(family);
  versionCommand(family);
  const { program, context, finish } = family;
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
