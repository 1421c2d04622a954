import { resolve } from 'node:path';
import { MachineImage } from '#api/machine-image/index.ts';
import { labels } from '#api/meta/labels.ts';
import { imageNode } from '#explain/image-node.ts';
import { readiness } from '#explain/readiness.ts';
import type { TreeNode } from '#explain/tree-node.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { createProgressView, type ProgressView } from '../up/progress-view.ts';
import { waitUntil } from '../wait-until.ts';
import { buildEnded } from './build-ended.ts';
import { releaseImages } from './release-images.ts';

type Mirror = NonNullable<NonNullable<MachineImage['status']>['mirror']>;

/** `slipway image mirror RELEASE --to DIR`: fills a directory with everything the images of a release are put together from. */
export async function mirrorImages(
  context: CommandContext,
  release: string,
  options: { readonly to: string },
): Promise<ExitCode> {
  const { signal, terminal } = context;
  const directory = resolve(options.to);
  const images = await releaseImages(context, release);
  const client = await context.connect();
  const view = await createProgressView(context);
  let filled: Mirror | undefined;
  try {
    for (const { metadata } of images) {
      filled = await fill(client, { name: metadata.name, directory, signal, view });
    }
  } finally {
    view.end();
    if (signal.aborted) terminal.say('the manager goes on; look with: slipway describe image NAME');
  }
  terminal.print(`${directory} has what ${release} needs: ${Math.ceil((filled?.sizeBytes ?? 0) / 1e6)} MB`);
  terminal.print('');
  terminal.print('A Provider takes it from there, or from a web server over it, with:');
  terminal.print('  spec:');
  terminal.print('    artifacts:');
  terminal.print('      source: Mirror');
  terminal.print(`      mirror: {location: ${JSON.stringify(directory)}, digest: "${filled?.digest}"}`);
  return exitCodes.ok;
}

/** The image is done before it is copied. */
function nodeOf(image: MachineImage): TreeNode {
  const node = imageNode(image);
  const { mirror, progress } = image.status ?? {};
  if (mirror?.state !== 'Running' || node.state !== 'done') return node;
  const share = progress?.total ? (progress.done ?? 0) / progress.total : 0;
  return { ...node, state: 'working', detail: mirror.message, measure: `${Math.floor(100 * share)} %` };
}

interface Filling {
  readonly name: string;
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly view: ProgressView;
}

async function fill(client: KubeClient, { name, directory, signal, view }: Filling): Promise<Mirror> {
  const ask = (value: string | null) =>
    client.objects.patch(
      MachineImage,
      { name },
      { type: 'merge', body: { metadata: { annotations: { [labels.mirror]: value } } }, fieldManager: 'slipway' },
    );
  const until = (holds: (image: MachineImage | undefined) => boolean) =>
    waitUntil(client, {
      kind: MachineImage,
      key: { namespace: undefined, name },
      signal,
      holds: (object) => holds(object as MachineImage | undefined),
    }) as Promise<MachineImage | undefined>;
  // What was asked for before is forgotten first, so that it is looked at anew.
  await ask(null);
  await until((image) => image?.status?.mirror === undefined);
  await ask(directory);
  const image = await until((object) => {
    if (object) view.show([nodeOf(object)]);
    const state = object?.status?.mirror?.state;
    return state === 'Filled' || state === 'Failed' || (buildEnded(object) && (!object || !readiness.isReady(object)));
  });
  const { mirror } = image?.status ?? {};
  if (mirror?.state === 'Filled') return mirror;
  const reason = mirror?.state === 'Failed' ? mirror.message : image && readiness.sentence(image);
  throw new CliError(`${name}: ${reason ?? 'it was deleted'}`);
}
