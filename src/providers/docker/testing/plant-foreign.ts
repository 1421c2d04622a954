import type Dockerode from 'dockerode';
import type { ForeignResource } from '#providers/contract/conformance-world.ts';
import type { Owner } from '#providers/contract/resource.ts';
import { labelNames } from '../label-names.ts';
import { resourceName } from '../resource-name.ts';

/** Something of another installation under the very name that the driver would use; it even bears the owner's uid. */
export async function plantForeign(
  engine: Dockerode,
  resource: 'machine' | 'endpoint' | 'network',
  owner: Owner,
): Promise<ForeignResource> {
  const labels = {
    [labelNames.installation]: 'somebody-else',
    [labelNames.uid]: owner.uid,
    [labelNames.resource]: resource,
  };
  if (resource === 'network')
    return await plantNetwork(engine, resourceName(`slipway-${owner.name}`, owner.uid), labels);
  const name = resourceName(resource === 'endpoint' ? `${owner.name}-endpoint` : owner.name, owner.uid);
  const [image] = await engine.listImages({
    filters: JSON.stringify({ label: [`${labelNames.installation}=${owner.installation}`] }),
  });
  if (image === undefined) throw new Error('There is no image yet to make a foreign container from.');
  const container = await engine.createContainer({
    name,
    Image: image.Id,
    Labels: labels,
    HostConfig: { NetworkMode: 'none' },
  });
  const planted = JSON.stringify(await container.inspect());
  return {
    untouched: async () => JSON.stringify(await container.inspect()) === planted,
    remove: async () => await container.remove({ force: true, v: true }),
  };
}

async function plantNetwork(engine: Dockerode, name: string, labels: Record<string, string>): Promise<ForeignResource> {
  const network = await engine.createNetwork({ Name: name, Driver: 'bridge', Labels: labels });
  const planted = JSON.stringify(await network.inspect());
  return {
    untouched: async () => JSON.stringify(await network.inspect()) === planted,
    remove: async () => await network.remove(),
  };
}
