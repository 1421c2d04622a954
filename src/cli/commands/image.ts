import { labels } from '#api/meta/labels.ts';
import { MachineImage } from '#api/machine-image/index.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import { imageNode } from '#explain/image-node.ts';
import { readiness } from '#explain/readiness.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { elapsedText } from '../render/elapsed-text.ts';
import { createProgressView } from '../up/progress-view.ts';
import { waitUntil } from '../wait-until.ts';
import { buildEnded } from './build-ended.ts';
import { releaseImages } from './release-images.ts';

/** `slipway image build RELEASE`: has its images built although no cluster wants them yet; Ctrl-C leaves the build running. */
export async function buildImages(context: CommandContext, release: string): Promise<ExitCode> {
  const { signal, terminal, timers } = context;
  const began = timers.monotonic();
  const images = await releaseImages(context, release);
  const client = await context.connect();
  const view = await createProgressView(context);
  try {
    for (const { metadata } of images) {
      const request = `requested at ${rfc3339(context.clock.now())}`;
      let begun = false;
      const body = { metadata: { annotations: { [labels.build]: request } } };
      await client.objects.patch(
        MachineImage,
        { name: metadata.name },
        { type: 'merge', body, fieldManager: 'slipway' },
      );
      const last = (await waitUntil(client, {
        kind: MachineImage,
        key: { namespace: undefined, name: metadata.name },
        signal,
        holds: (object) => {
          if (object === undefined) return true;
          const image = object as MachineImage;
          view.show([imageNode(image)]);
          // Until it has begun, what is said is of the time before.
          begun ||= readiness.condition(image, 'Built')?.reason === 'Building';
          return image.status?.request === request || (begun && buildEnded(image));
        },
      })) as MachineImage | undefined;
      signal.throwIfAborted();
      if (!last || !readiness.isReady(last))
        throw new CliError(`${metadata.name}: ${(last && readiness.sentence(last)) ?? 'it was deleted'}`);
    }
  } finally {
    view.end();
    if (signal.aborted) terminal.say('the manager goes on building; look with: slipway get images -o wide');
  }
  terminal.print(`the images of ${release} are built, after ${elapsedText(timers.monotonic() - began)}`);
  return exitCodes.ok;
}
