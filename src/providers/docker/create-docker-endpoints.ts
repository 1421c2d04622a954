import type { EndpointDesired, EndpointFacts } from '#providers/contract/endpoint.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { refuseOutdated } from '#providers/contract/refuse-outdated.ts';
import type { Owner, ResourceDriver, Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import type { AddressBook } from './create-address-book.ts';
import type { EndpointRecord } from './create-endpoint-records.ts';
import type { DockerContext } from './docker-context.ts';
import { endpointContainer } from './endpoint-container.ts';
import { endpointFiles } from './endpoint-files.ts';
import { endpointName } from './endpoint-name.ts';
import { findEndpoints } from './find-endpoints.ts';
import type { FoundEndpoint } from './find-endpoints.ts';
import { findNetwork } from './find-network.ts';
import { foreignHolder } from './foreign-holder.ts';
import { haproxyConfiguration } from './haproxy-configuration.ts';
import { keepInitializedBy } from './keep-initialized-by.ts';
import { labelNames } from './label-names.ts';
import { listedEndpoint } from './listed-endpoint.ts';
import { makeContainer } from './make-container.ts';
import { packFiles } from './pack-files.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { refuseOther } from './refuse-other.ts';
import { reloadHaproxy } from './reload-haproxy.ts';
import { removeContainer } from './remove-container.ts';
import { removeVolumes } from './remove-volumes.ts';
import { startContainer } from './start-container.ts';

interface Request {
  readonly tags: Tagged;
  readonly desired: EndpointDesired;
}

type Removal = Parameters<ResourceDriver<EndpointDesired, EndpointFacts>['delete']>[0];

interface Taken {
  readonly addresses: Set<string>;
  readonly ports: Set<number>;
}

const attempts = 8;

/** Endpoints as HAProxy containers. */
export function createDockerEndpoints(
  context: DockerContext,
  book: AddressBook,
): ResourceDriver<EndpointDesired, EndpointFacts> {
  return {
    observe: async (owner) => {
      const engine = await context.engine();
      const [found] = await findEndpoints(context, owner);
      if (found !== undefined) return { state: 'present', ...listedEndpoint(found, context.publish.address) };
      const holder = await foreignHolder(engine, endpointName(owner), owner);
      return holder === undefined ? { state: 'absent' } : { state: 'foreign', holder };
    },
    list: async (scope) => {
      const found = await findEndpoints(context, scope);
      return found.map((endpoint) => listedEndpoint(endpoint, context.publish.address));
    },
    create: async (request) =>
      await context.serialize(request.tags.owner.uid, async () => await create(context, book, request)),
    update: async (request) =>
      await context.serialize(request.tags.owner.uid, async () => await update(context, book, request)),
    delete: async (request) => await context.serialize(request.owner.uid, async () => await remove(context, request)),
  };
}

/** A container that never ran is finished; one that ran is left as it is. A lost one is made again where it was. */
async function create(context: DockerContext, book: AddressBook, request: Request): Promise<void> {
  const engine = await context.engine();
  const { tags, desired } = request;
  const taken: Taken = { addresses: new Set(), ports: new Set() };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [found] = await findEndpoints(context, tags.owner);
    if (found?.container === undefined) await refuseForeign(engine, endpointName(tags.owner), tags.owner);
    if (found !== undefined) refuseOutdated(listedEndpoint(found, '').tags, tags.epoch);
    await keepInitializedBy(engine, request, found);
    if (found?.container !== undefined && found.container.State.Status !== 'created') return;
    const id = found?.container?.Id ?? (await make(context, book, { ...request, found, taken }));
    if (id === undefined) continue;
    await write(context, id, configurationOf(desired));
    const result = await startContainer(engine, id);
    if (result === 'started') return await writeRecord(context, id, request);
    await leavePlace(context, { id, result, owner: tags.owner, taken });
  }
  throw new ProviderError(
    'Unavailable',
    `The endpoint of ${tags.owner.name} could not be made in ${attempts} attempts: another manager is making it, or its addresses and ports were given to others. It is tried again.`,
    { retryAfterMilliseconds: 1000 },
  );
}

interface Making extends Request {
  readonly found: FoundEndpoint | undefined;
  readonly taken: Taken;
}

/** Undefined when another manager was faster. */
async function make(
  context: DockerContext,
  book: AddressBook,
  { tags, desired, found, taken }: Making,
): Promise<string | undefined> {
  const engine = await context.engine();
  const kept = found?.address?.Labels;
  const network = await findNetwork(engine, tags.owner.installation, {
    ...desired.network,
    uid: kept?.[labelNames.network] ?? desired.network.uid,
  });
  const image = desired.image || (kept?.[labelNames.image] ?? '');
  const keptAddress = kept?.[labelNames.address];
  const { address, release } =
    keptAddress === undefined
      ? await book.reserve(network, taken.addresses)
      : { address: keptAddress, release: () => undefined };
  try {
    const port = Number(kept?.[labelNames.port] ?? 0) || (await book.port(tags.owner.uid, taken.ports));
    const place = { network, address, port, bind: context.publish.bind };
    return await makeContainer(context, tags.owner, endpointContainer(tags, image, place));
  } finally {
    release();
  }
}

/** Before its first run an endpoint may go elsewhere; afterwards its address and port are promised. */
async function leavePlace(
  context: DockerContext,
  { id, result, owner, taken }: { id: string; result: 'address-taken' | 'port-taken'; owner: Owner; taken: Taken },
): Promise<void> {
  const engine = await context.engine();
  const [found] = await findEndpoints(context, owner);
  const labels = found?.container?.Config.Labels ?? {};
  if (found?.record !== undefined) {
    const what =
      result === 'port-taken' ? `port ${labels[labelNames.port]} of the host` : `address ${labels[labelNames.address]}`;
    throw new ProviderError(
      'Unavailable',
      `The ${what}, which belongs to the endpoint of ${owner.name}, is used by something else: stop that.`,
      { retryAfterMilliseconds: 5000 },
    );
  }
  taken.addresses.add(labels[labelNames.address] ?? '');
  if (result === 'port-taken') taken.ports.add(Number(labels[labelNames.port]));
  await removeContainer(engine, id);
  if (found?.address !== undefined) await removeVolumes(engine, [found.address.Name]);
}

async function update(context: DockerContext, book: AddressBook, request: Request): Promise<void> {
  const engine = await context.engine();
  const { tags, desired } = request;
  const [found] = await findEndpoints(context, tags.owner);
  const container = found?.container;
  if (found === undefined || container === undefined || container.State.Status === 'created')
    return await create(context, book, request);
  refuseOutdated(listedEndpoint(found, '').tags, tags.epoch);
  await keepInitializedBy(engine, request, found);
  if (desired.image !== '' && container.Config.Image !== desired.image) {
    await removeContainer(engine, container.Id);
    return await create(context, book, request);
  }
  const differs = JSON.stringify(found.record?.backends) !== JSON.stringify(normal(desired.backends));
  if (differs) await write(context, container.Id, configurationOf(desired));
  if (container.State.Paused)
    await askEngine('Unpausing an endpoint', () => engine.getContainer(container.Id).unpause());
  if (!container.State.Running) await startAgain(context, container.Id, tags.owner);
  else if (differs) await reloadHaproxy(context, container.Id);
  // Who may initialise is on a volume of its own already; a control plane waits for that, and not for a second copy.
  if (differs || found.record?.epoch !== tags.epoch) await writeRecord(context, container.Id, request);
}

async function startAgain(context: DockerContext, id: string, owner: Owner): Promise<void> {
  const result = await startContainer(await context.engine(), id);
  if (result !== 'started')
    await leavePlace(context, { id, result, owner, taken: { addresses: new Set(), ports: new Set() } });
}

function configurationOf({ backends }: EndpointDesired): { readonly path: string; readonly content: string } {
  return { path: endpointFiles.configuration, content: haproxyConfiguration(backends, 6443) };
}

/** Written after HAProxy was told: a crash in between makes the next comparison tell it again. */
async function writeRecord(context: DockerContext, id: string, { tags, desired }: Request): Promise<void> {
  const record: EndpointRecord = {
    epoch: tags.epoch,
    backends: normal(desired.backends),
    ...(desired.initializedBy !== undefined && { initializedBy: desired.initializedBy }),
  };
  await write(context, id, { path: endpointFiles.record, content: JSON.stringify(record) });
}

function normal(backends: EndpointDesired['backends']): EndpointDesired['backends'] {
  return backends.map(({ name, address, port }) => ({ name, address, port }));
}

async function write(
  { clock, engine }: DockerContext,
  id: string,
  { path, content }: { readonly path: string; readonly content: string },
): Promise<void> {
  const file = { path, mode: 0o644, content: Buffer.from(content) };
  const archive = await packFiles(endpointFiles.directory, [file], clock.now());
  const client = await engine();
  await askEngine('Writing the configuration of an endpoint', () =>
    client.getContainer(id).putArchive(archive, { path: '/' }),
  );
}

/** The evidence of initialisation goes last: while anything else is left it speaks. */
async function remove(context: DockerContext, { owner, epoch, providerId }: Removal): Promise<void> {
  const engine = await context.engine();
  const found = await findEndpoints(context, owner);
  if (found.length === 0) await refuseForeign(engine, endpointName(owner), owner);
  const isChosen = (endpoint: FoundEndpoint): boolean =>
    providerId === undefined || listedEndpoint(endpoint, '').providerId === providerId;
  const chosen = found.filter(isChosen);
  if (chosen.length === 0 && providerId !== undefined) return await refuseOther(engine, providerId);
  for (const endpoint of chosen) refuseOutdated(listedEndpoint(endpoint, '').tags, epoch);
  for (const { container } of chosen) if (container !== undefined) await removeContainer(engine, container.Id);
  if (chosen.length < found.length) return;
  const [first] = found;
  const volumes = [first?.address?.Name, first?.initialized?.Name].filter((name) => name !== undefined);
  await removeVolumes(engine, volumes);
}
