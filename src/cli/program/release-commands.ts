import type { Family } from './family.ts';
import { options } from './options.ts';

/** PlatformReleases: release list, show, diff. */
export function releaseCommands({ program, context, finish }: Family): void {
  const release = program
    .command('release')
    .summary('releases: what machines run, by version')
    .description('PlatformReleases: tested sets of versions of everything that machines run.');
  const load = async () => (await import('../commands/release.ts')).release;
  release
    .command('list')
    .addOption(options.output('json', 'yaml', 'wide'))
    .summary('list releases, for what they are built, and the clusters that use them')
    .explain({
      details: ['Oldest first. A release that no cluster uses is a declaration: nothing is built of it.'],
      examples: [
        ['slipway release list', 'the versions of Kubernetes and etcd'],
        ['slipway release list -o wide', 'every component'],
      ],
      exits: { noManager: true },
    })
    .action(async (given) => finish(await (await load()).list(context, given.output)));
  release
    .command('show')
    .argument('<release>', 'name of the PlatformRelease')
    .addOption(options.output('json', 'yaml'))
    .summary('show what a release consists of, its images, and who uses it')
    .explain({
      details: ['The images are shown with their digests once they are built.'],
      examples: [['slipway release show v1.0.0', 'components, images and clusters']],
      exits: { notFound: 'there is no such release', noManager: true },
      completes: ['release', 'nothing'],
    })
    .action(async (name: string, given) => finish(await (await load()).show(context, name, given.output)));
  release
    .command('diff')
    .argument('<from>', 'name of a PlatformRelease')
    .argument('<to>', 'name of another one')
    .addOption(options.output('json', 'yaml', 'wide'))
    .summary('show in what two releases differ')
    .explain({
      details: [
        'Components by version; with -o wide also what differs inside their images, Debian packages too, where both are built.',
      ],
      examples: [
        ['slipway release diff v1.0.0 v1.1.0', 'what another release would bring'],
        ['slipway release diff v1.0.0 v1.1.0 -o wide', 'down to the packages'],
      ],
      exits: { notFound: 'there is no such release', noManager: true },
      completes: ['release', 'release', 'nothing'],
    })
    .action(async (from: string, to: string, given) =>
      finish(await (await load()).diff(context, [from, to], given.output)),
    );
}
