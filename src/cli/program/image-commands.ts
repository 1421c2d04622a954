import type { Family } from './family.ts';
import { options } from './options.ts';

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

function pruneCommand({ program: image, context, finish }: Family): void {
  image
    .command('prune')
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .summary('remove images that no cluster uses, and what they were made of')
    .explain({
      details: [
        'From the providers and from the cache: built images without a cluster, artifacts of earlier versions, remains of builds that did not end. What is removed is built again when it is needed.',
        'An image that a cluster uses stays, as does what images of another state directory of yours are made of, and what was used within the last minute.',
      ],
      examples: [
        ['slipway image prune --dry-run', 'what nobody uses, and how much that is'],
        ['slipway image prune', 'and removes it'],
      ],
      exits: { failed: 'an image came into use meanwhile', noManager: true },
    })
    .action(async (given) => finish(await (await import('../commands/image-prune.ts')).pruneImages(context, given)));
}

function managerCommand({ program: image, context, finish }: Family): void {
  image
    .command('manager')
    .option('--to <file>', 'where to write it: a tar of an OCI layout, as containerd, skopeo and registries take it')
    .summary("make the manager's own image, for a management cluster")
    .explain({
      details: [
        "It holds this build of Slipway and the Node it runs on, and of a base system what Node needs. Made on this machine without a manager, once: the cache has it then. Its tag is Slipway's version and a digest of what it is made from.",
        'A cluster that Slipway made gets it by `slipway install --cluster`. For any other one bring it into a registry, such as with skopeo copy oci-archive:manager.tar docker://registry.example.com/slipway/manager:1, and name it in `slipway install --image`.',
      ],
      examples: [
        ['slipway image manager --to manager.tar', 'makes it and writes it'],
        ['slipway image manager', 'prints its name, its digest and where the cache has it'],
      ],
      exits: { failed: 'it could not be made or written; the reason is printed' },
      completesOptions: { to: 'file' },
    })
    .action(async (given: { readonly to?: string }) =>
      finish(await (await import('../commands/image-manager.ts')).makeManagerImage(context, given)),
    );
}

/** Machine images: image build, mirror, list, prune; and the manager's own. */
export function imageCommands({ program, context, finish }: Family): void {
  const image = options
    .namespaced(program.command('image'))
    .summary('machine images')
    .description(
      "Machine images: what machines boot from, one for each release and architecture. And the manager's own image.",
    );
  options
    .namespaced(image.command('build').argument('<release>', 'name of the PlatformRelease'))
    .summary('build the images of a release before any cluster wants them')
    .explain({
      details: [
        'The manager builds; Ctrl-C ends the watching only. The first build of a release takes minutes.',
        'Images that are built already are verified; what is damaged or gone from the cache is made again.',
      ],
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
  image
    .command('list')
    .addOption(options.output('json', 'yaml', 'wide'))
    .summary('list machine images, how large they are and who uses them')
    .explain({
      details: [
        'An image is built when a cluster first uses it. With -o wide everything inside is listed with version and digest.',
      ],
      examples: [
        ['slipway image list', 'every image that is declared, built or not'],
        ['slipway image list -o wide', 'with digests and contents'],
      ],
      exits: { noManager: true },
    })
    .action(async (given) => finish(await (await import('../commands/image-list.ts')).listImages(context, given)));
  pruneCommand({ program: image, context, finish });
  managerCommand({ program: image, context, finish });
}
