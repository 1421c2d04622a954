import assert from 'node:assert/strict';
import type { ConformanceWorld } from './conformance-world.ts';
import type { EndpointDesired } from './endpoint.ts';
import type { MachineDesired } from './machine.ts';
import type { Observed, Owner, ResourceDriver, Tagged } from './resource.ts';

/** A world with images and a network in it, on which the cases make machines and endpoints. */
export interface ConformanceBench {
  readonly world: ConformanceWorld;
  readonly network: Tagged;
  /** Tags of a new object of a new cluster, or of `cluster`'s. */
  tags(name: string, cluster?: Owner): Tagged;
  machine(name: string): MachineDesired;
  endpoint(backends?: EndpointDesired['backends']): EndpointDesired;
  /** Creates and waits until it runs; gives what is observed then. */
  createRunning<D, F extends { readonly state: string }>(
    resource: ResourceDriver<D, F>,
    request: { readonly tags: Tagged; readonly desired: D },
  ): Promise<Extract<Observed<F>, { readonly state: 'present' }>>;
}

const avoid = ['10.244.0.0/16', '10.96.0.0/16'];

export async function createConformanceBench(world: ConformanceWorld): Promise<ConformanceBench> {
  const { driver } = world;
  const provider = tagsFor(world, 'bench', 'of the provider');
  const owners = {
    machine: tagsFor(world, 'machines', 'of the provider'),
    endpoint: tagsFor(world, 'endpoints', 'of the provider'),
  };
  await driver.network.create({ tags: provider, desired: { families: ['IPv4'], avoid } });
  const references = { machine: '', endpoint: '' };
  for (const purpose of ['machine', 'endpoint'] as const) {
    await world.until(`the ${purpose} image is ready`, async () => {
      // Asked again each time, as a controller does: that is how a failed import is told.
      await driver.image.create({ tags: owners[purpose], desired: world.images[purpose] });
      const image = await driver.image.observe(owners[purpose].owner);
      if (image.state === 'present') references[purpose] = image.facts.reference;
      return image.state === 'present' && image.facts.state === 'ready';
    });
  }
  const network = { uid: provider.owner.uid, name: provider.owner.name };
  return {
    world,
    network: provider,
    tags: (name, cluster) => tagsFor(world, name, cluster),
    machine: (name) => ({
      hostname: name,
      role: 'ControlPlane',
      image: references.machine,
      network,
      payload: {
        configuration: new TextEncoder().encode(JSON.stringify({ configurationOf: name })),
        secrets: new TextEncoder().encode(JSON.stringify({ secretsOf: name })),
      },
    }),
    endpoint: (backends = []) => ({ network, image: references.endpoint, backends }),
    createRunning: async (resource, request) => {
      await resource.create(request);
      return await running(world, resource, request.tags.owner);
    },
  };
}

function tagsFor(world: ConformanceWorld, name: string, cluster?: Owner | 'of the provider'): Tagged {
  if (cluster === 'of the provider') {
    const nobody = { namespace: '', cluster: '', clusterUid: '' };
    return { owner: { installation: world.installation, ...nobody, name, uid: world.uid() }, epoch: 7 };
  }
  const clusterName = cluster?.cluster ?? `${name}-cluster`;
  const clusterUid = cluster?.clusterUid ?? world.uid();
  const owner = { installation: world.installation, name, uid: world.uid() };
  return { owner: { ...owner, namespace: 'conformance', cluster: clusterName, clusterUid }, epoch: 7 };
}

async function running<D, F extends { readonly state: string }>(
  world: ConformanceWorld,
  resource: ResourceDriver<D, F>,
  owner: Owner,
): Promise<Extract<Observed<F>, { readonly state: 'present' }>> {
  let seen: Observed<F> = { state: 'absent' };
  await world.until(`${owner.name} runs`, async () => {
    seen = await resource.observe(owner);
    return seen.state === 'present' && seen.facts.state === 'running';
  });
  return expectPresent(seen);
}

function expectPresent<F>(seen: Observed<F>): Extract<Observed<F>, { readonly state: 'present' }> {
  assert.equal(seen.state, 'present');
  // The assertion above cannot narrow a generic union for the compiler.
  return seen as Extract<Observed<F>, { readonly state: 'present' }>;
}
