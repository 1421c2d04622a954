import type Dockerode from 'dockerode';
import type { MachineDesired, MachineFacts } from '#providers/contract/machine.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import { refuseOutdated } from '#providers/contract/refuse-outdated.ts';
import type { Listed, Owner, ResourceDriver, Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import type { AddressBook } from './create-address-book.ts';
import type { DockerContext } from './docker-context.ts';
import { findContainers } from './find-containers.ts';
import { findNetwork } from './find-network.ts';
import { findVolumes } from './find-volumes.ts';
import { foreignHolder } from './foreign-holder.ts';
import { inspectContainer } from './inspect-container.ts';
import { ipv6Address } from './ipv6-address.ts';
import { lacksSysResource } from './lacks-sys-resource.ts';
import { labelNames } from './label-names.ts';
import { machineContainer } from './machine-container.ts';
import { machineFacts } from './machine-facts.ts';
import { makeContainer } from './make-container.ts';
import { packFiles } from './pack-files.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { refuseOther } from './refuse-other.ts';
import { removeContainer } from './remove-container.ts';
import { removeVolumes } from './remove-volumes.ts';
import { resourceName } from './resource-name.ts';
import { runState } from './run-state.ts';
import { startContainer } from './start-container.ts';
import { tagsOf } from './tags-of.ts';
import { volumeCreated } from './volume-created.ts';

interface Request {
  readonly tags: Tagged;
  readonly desired: MachineDesired;
}

type Removal = Parameters<ResourceDriver<MachineDesired, MachineFacts>['delete']>[0];

type Container = Dockerode.ContainerInspectInfo;
type Volume = Dockerode.VolumeInspectInfo;

const attempts = 8;

/** Machines as containers. */
export function createDockerMachines(
  context: DockerContext,
  addresses: AddressBook,
): ResourceDriver<MachineDesired, MachineFacts> {
  return {
    observe: async (owner) => {
      const engine = await context.engine();
      const [container] = await findContainers(engine, 'machine', owner);
      if (container !== undefined) return { state: 'present', ...listedContainer(context, container) };
      const [remains] = listedRemains(await findVolumes(engine, 'machine', owner));
      if (remains !== undefined) return { state: 'present', ...remains };
      const holder = await foreignHolder(engine, machineName(owner), owner);
      return holder === undefined ? { state: 'absent' } : { state: 'foreign', holder };
    },
    list: async (scope) => {
      const engine = await context.engine();
      const containers = await findContainers(engine, 'machine', scope);
      const owners = new Set(containers.map(({ Config }) => Config.Labels[labelNames.uid]));
      const volumes = await findVolumes(engine, 'machine', scope);
      const orphaned = volumes.filter(({ Labels }) => !owners.has(Labels[labelNames.uid]));
      return [...containers.map((container) => listedContainer(context, container)), ...listedRemains(orphaned)];
    },
    create: async (request) =>
      await context.serialize(request.tags.owner.uid, async () => await create(context, addresses, request)),
    update: async (request) =>
      await context.serialize(request.tags.owner.uid, async () => await update(context, addresses, request)),
    delete: async (request) =>
      await context.serialize(request.owner.uid, async () => await remove(await context.engine(), request)),
  };
}

function machineName(owner: Owner): string {
  return resourceName(owner.name, owner.uid);
}

/** A container in the state `created` has never run: whatever part of the work is missing is done (again). */
async function create(context: DockerContext, addresses: AddressBook, request: Request): Promise<void> {
  const engine = await context.engine();
  const { owner } = request.tags;
  const taken = new Set<string>();
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [present] = await findContainers(engine, 'machine', owner);
    if (present !== undefined) refuseOutdated(tagsOf(present.Config.Labels), request.tags.epoch);
    if (present !== undefined && present.State.Status !== 'created') return;
    const container = present ?? (await make(context, addresses, { ...request, taken }));
    if (container === undefined) continue;
    await deliverPayload(context, container.Id, request.desired);
    if ((await startContainer(engine, container.Id)) === 'started') return;
    for (const address of machineFacts(container).addresses) taken.add(address);
    await remove(engine, { owner, providerId: container.Id });
  }
  throw new ProviderError(
    'Unavailable',
    `The machine ${owner.name} could not be made in ${attempts} attempts: another manager is making it, or its addresses were given to others. It is tried again.`,
    { retryAfterMilliseconds: 1000 },
  );
}

/** Undefined when another manager was faster. */
async function make(
  context: DockerContext,
  addresses: AddressBook,
  request: Request & { readonly taken: ReadonlySet<string> },
): Promise<Container | undefined> {
  const engine = await context.engine();
  const { tags, desired } = request;
  await refuseForeign(engine, machineName(tags.owner), tags.owner);
  if ((await findVolumes(engine, 'machine', tags.owner)).length > 0) {
    throw new ProviderError(
      'Unavailable',
      `Volumes of an earlier container of the machine ${tags.owner.name} are left, maybe with data: delete the machine before it is created again.`,
    );
  }
  const network = await findNetwork(engine, tags.owner.installation, desired.network);
  const { address, release } = await addresses.reserve(network, request.taken);
  try {
    const place = {
      network: network.name,
      address,
      ipv6Address: network.ipv6Subnet && ipv6Address(network.ipv6Subnet, network.subnet, address),
      lacksSysResource: lacksSysResource(await context.host()),
    };
    const id = await makeContainer(context, tags.owner, machineContainer(tags, desired, place));
    return id === undefined ? undefined : await inspectContainer(engine, id);
  } catch (error) {
    // The engine leaves named volumes behind when it fails to make the container they are for.
    await removeVolumes(
      engine,
      (await findVolumes(engine, 'machine', tags.owner)).map(({ Name }) => Name),
    );
    throw error;
  } finally {
    release();
  }
}

async function deliverPayload(context: DockerContext, id: string, { payload }: MachineDesired): Promise<void> {
  const files = [
    { path: '/etc/slipway/tasks/bootstrap.json', mode: 0o600, content: payload.configuration },
    { path: '/etc/slipway/secrets/bootstrap.json', mode: 0o600, content: payload.secrets },
  ];
  const archive = await packFiles('/etc', files, context.clock.now());
  const engine = await context.engine();
  await askEngine('Delivering the payload of a machine', () =>
    engine.getContainer(id).putArchive(archive, { path: '/' }),
  );
}

/** Starts or unpauses what was stopped; everything else about a machine is replaced, never updated. */
async function update(context: DockerContext, addresses: AddressBook, request: Request): Promise<void> {
  const engine = await context.engine();
  const [container] = await findContainers(engine, 'machine', request.tags.owner);
  if (container === undefined || container.State.Status === 'created') return await create(context, addresses, request);
  refuseOutdated(tagsOf(container.Config.Labels), request.tags.epoch);
  if (container.State.Paused) await askEngine('Unpausing a machine', () => engine.getContainer(container.Id).unpause());
  else if (runState(container).state === 'stopped' && (await startContainer(engine, container.Id)) !== 'started') {
    throw new ProviderError(
      'Unavailable',
      `The address of the machine ${request.tags.owner.name} is used by another container: stop that one.`,
      { retryAfterMilliseconds: 5000 },
    );
  }
}

async function remove(engine: Dockerode, { owner, epoch, providerId }: Removal): Promise<void> {
  const found = await findContainers(engine, 'machine', owner);
  if (found.length === 0) await refuseForeign(engine, machineName(owner), owner);
  const chosen = providerId === undefined ? found : found.filter(({ Id }) => Id === providerId);
  if (chosen.length === 0 && providerId !== undefined) await refuseOther(engine, providerId);
  for (const { Config } of chosen) refuseOutdated(tagsOf(Config.Labels), epoch);
  for (const { Id } of chosen) await removeContainer(engine, Id);
  const staying = found.filter((container) => !chosen.includes(container));
  const kept = new Set(staying.flatMap(({ Mounts }) => Mounts.map(({ Name }) => Name)));
  const volumes = await findVolumes(engine, 'machine', owner);
  await removeVolumes(
    engine,
    volumes.map(({ Name }) => Name).filter((name) => !kept.has(name)),
  );
}

function listedContainer(context: DockerContext, container: Container): Listed<MachineFacts> {
  return {
    providerId: container.Id,
    tags: tagsOf(container.Config.Labels),
    facts: machineFacts(container, context.outOfMemory(container.Id)),
    since: runState(container).since,
  };
}

/** Volumes without their container are a machine that failed: seen, so that somebody deletes them. */
function listedRemains(volumes: readonly Volume[]): readonly Listed<MachineFacts>[] {
  const groups = Map.groupBy(volumes, ({ Labels }) => Labels[labelNames.uid] ?? '');
  return [...groups.values()].map((group) => {
    const first = group[0];
    const names = group.map(({ Name }) => Name);
    const providerId = names.join(',');
    const detail = `Its container is gone; left are the volumes ${names.join(', ')}.`;
    return {
      providerId,
      tags: tagsOf(first?.Labels ?? {}),
      facts: { providerId, state: 'failed', addresses: [], image: '', detail },
      since: first === undefined ? new Date(0).toISOString() : volumeCreated(first),
    };
  });
}
