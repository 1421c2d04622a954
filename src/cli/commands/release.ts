import type { MachineImage } from '#api/machine-image/index.ts';
import { readiness } from '#explain/readiness.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { objectText } from '../render/object-text.ts';
import { sizeText } from '../render/size-text.ts';
import { textTable } from '../render/text-table.ts';
import { componentNames } from '../releases/component-names.ts';
import { imageSize } from '../releases/image-size.ts';
import { type ReleaseFacts, readReleases } from '../releases/read-releases.ts';
import { releaseNamed } from '../releases/release-named.ts';

type Format = 'json' | 'yaml' | 'wide' | undefined;
type Components = ReleaseFacts['release']['spec']['components'];

const components = Object.entries(componentNames) as readonly (readonly [keyof Components, string])[];

function list(values: readonly string[]): string {
  return values.length === 0 ? '-' : values.join(',');
}

function builtFor(images: readonly MachineImage[]): string {
  return list(images.filter(readiness.isReady).map(({ spec }) => `${spec.provider}/${spec.architecture}`));
}

/** A release as JSON; `built` are the images there are, without their contents. */
function plain({ release, images, usedBy }: ReleaseFacts): object {
  const { version, channel, components: parts } = release.spec;
  return {
    name: release.metadata.name,
    version,
    channel,
    components: parts,
    images: images.map(({ metadata, spec, status }) => ({
      name: metadata.name,
      provider: spec.provider,
      architecture: spec.architecture,
      machine: status?.machine ?? null,
      endpoint: status?.endpoint ?? null,
    })),
    usedBy,
  };
}

async function printAll(context: CommandContext, format: Format): Promise<ExitCode> {
  const all = await readReleases(await context.connect());
  const { terminal } = context;
  if (format === 'json' || format === 'yaml') {
    terminal.print(await objectText(all.map(plain), format));
    return exitCodes.ok;
  }
  const wide = format === 'wide' ? components.slice(2) : [];
  const head = ['NAME', 'CHANNEL', 'KUBERNETES', 'ETCD', ...wide.map(([, name]) => name.toUpperCase())];
  const rows = all.map(({ release, images, usedBy }) => [
    release.metadata.name,
    release.spec.channel,
    release.spec.components.kubernetes,
    release.spec.components.etcd,
    ...wide.map(([field]) => release.spec.components[field]),
    builtFor(images),
    list(usedBy),
  ]);
  for (const line of textTable([[...head, 'BUILT', 'USED BY'], ...rows])) terminal.print(line);
  return exitCodes.ok;
}

function printImage(context: CommandContext, image: MachineImage): void {
  const { metadata, spec, status } = image;
  const built = readiness.isReady(image);
  const what = built ? sizeText(imageSize(image)) : (readiness.sentence(image) ?? 'not built');
  context.terminal.print(`  ${metadata.name}: ${spec.provider}, ${spec.architecture}, ${what}`);
  if (!built) return;
  context.terminal.print(`    machine   ${status?.machine?.digest}`);
  context.terminal.print(`    endpoint  ${status?.endpoint?.digest}`);
}

async function printOne(context: CommandContext, name: string, format: Format): Promise<ExitCode> {
  const found = releaseNamed(name, await readReleases(await context.connect()));
  const { terminal } = context;
  if (format === 'json' || format === 'yaml') {
    terminal.print(await objectText(plain(found), format));
    return exitCodes.ok;
  }
  const { spec } = found.release;
  terminal.print(`${name}: version ${spec.version}, channel ${spec.channel}`);
  terminal.print('');
  const rows = components.map(([field, label]) => [`  ${label}`, spec.components[field]]);
  for (const line of textTable(rows)) terminal.print(line);
  terminal.print('');
  terminal.print(`images:${found.images.length === 0 ? ' none is declared' : ''}`);
  for (const image of found.images) printImage(context, image);
  terminal.print(`used by: ${found.usedBy.join(', ') || 'no cluster'}`);
  return exitCodes.ok;
}

interface Difference {
  readonly name: string;
  /** Undefined where the release does not have it. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

function differences(from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): readonly Difference[] {
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((name) => ({ name, from: from.get(name), to: to.get(name) }))
    .filter((one) => one.from !== one.to);
}

function declared({ release }: ReleaseFacts): ReadonlyMap<string, string> {
  return new Map(components.map(([field, label]) => [label, release.spec.components[field]]));
}

/** What is inside the images of one provider type and architecture that both releases have built. */
function built(from: ReleaseFacts, to: ReleaseFacts): readonly Difference[] | undefined {
  const contents = ({ status }: MachineImage) =>
    new Map((status?.contents ?? []).map(({ name, version }) => [name, version]));
  for (const image of from.images.filter(readiness.isReady)) {
    const other = to.images.find(
      (one) =>
        readiness.isReady(one) &&
        one.spec.provider === image.spec.provider &&
        one.spec.architecture === image.spec.architecture,
    );
    if (other) return differences(contents(image), contents(other));
  }
  return undefined;
}

async function printDifference(context: CommandContext, names: readonly string[], format: Format): Promise<ExitCode> {
  const all = await readReleases(await context.connect());
  const [from, to] = names.map((name) => releaseNamed(name, all)) as [ReleaseFacts, ReleaseFacts];
  const { terminal } = context;
  const inside = built(from, to);
  const parts = differences(declared(from), declared(to));
  if (format === 'json' || format === 'yaml') {
    terminal.print(
      await objectText({ from: names[0], to: names[1], components: parts, contents: inside ?? null }, format),
    );
    return exitCodes.ok;
  }
  const table = (title: string, rows: readonly Difference[]) =>
    textTable([
      [title, ...names.map((name) => name.toUpperCase())],
      ...rows.map((one) => [one.name, one.from ?? '-', one.to ?? '-']),
    ]);
  if (parts.length === 0) terminal.print(`${names.join(' and ')} declare the same components`);
  else for (const line of table('COMPONENT', parts)) terminal.print(line);
  if (format !== 'wide') return exitCodes.ok;
  terminal.print('');
  if (inside === undefined) terminal.print('what is inside can be compared once both are built for one architecture');
  else for (const line of table('INSIDE', inside)) terminal.print(line);
  return exitCodes.ok;
}

/** `slipway release list|show|diff`: what releases there are, what one consists of, and how two differ. */
export const release = { list: printAll, show: printOne, diff: printDifference } as const;
