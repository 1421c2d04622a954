import { MachineImage } from '#api/machine-image/index.ts';
import { readiness } from '#explain/readiness.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { imageSize } from '../releases/image-size.ts';
import { objectText } from '../render/object-text.ts';
import { sizeText } from '../render/size-text.ts';
import { textTable } from '../render/text-table.ts';

function stateOf(image: MachineImage): string {
  return readiness.isReady(image) ? 'built' : (readiness.condition(image, 'Ready')?.reason ?? 'declared');
}

function row(image: MachineImage): readonly string[] {
  const { metadata, spec, status } = image;
  const size = imageSize(image);
  return [
    metadata.name,
    spec.release,
    spec.provider,
    spec.architecture,
    stateOf(image),
    size === 0 ? '-' : sizeText(size),
    status?.usedBy?.join(',') || '-',
  ];
}

/** The digests of its archives, and each thing inside. */
function printContents({ terminal }: CommandContext, { metadata, status }: MachineImage): void {
  if (status?.machine === undefined || status.endpoint === undefined) return;
  const archives = [
    ['machine archive', sizeText(status.machine.sizeBytes), status.machine.digest],
    ['endpoint archive', sizeText(status.endpoint.sizeBytes), status.endpoint.digest],
  ];
  const inside = (status.contents ?? []).map(({ name, version, digest }) => [name, version, digest]);
  terminal.print('');
  terminal.print(`${metadata.name}:`);
  for (const line of textTable([...archives, ...inside])) terminal.print(`  ${line}`);
}

/** `slipway image list`: the images of all releases; wide with digests and everything that is inside. */
export async function listImages(
  context: CommandContext,
  { output }: { readonly output?: 'json' | 'yaml' | 'wide' | undefined },
): Promise<ExitCode> {
  const { items } = await (await context.connect()).objects.list(MachineImage);
  const { terminal } = context;
  if (output === 'json' || output === 'yaml') {
    terminal.print(await objectText({ apiVersion: 'v1', kind: 'List', items }, output));
    return exitCodes.ok;
  }
  if (items.length === 0) terminal.say('no machine image is declared yet: a Provider that answers is needed');
  const head = ['NAME', 'RELEASE', 'PROVIDER', 'ARCHITECTURE', 'STATE', 'SIZE', 'USED BY'];
  if (items.length > 0) for (const line of textTable([head, ...items.map(row)])) terminal.print(line);
  if (output === 'wide') for (const image of items) printContents(context, image);
  return exitCodes.ok;
}
