import type Dockerode from 'dockerode';
import type { EndpointFacts } from '#providers/contract/endpoint.ts';
import type { Listed } from '#providers/contract/resource.ts';
import type { FoundEndpoint } from './find-endpoints.ts';
import { labelNames } from './label-names.ts';
import { runState } from './run-state.ts';
import { tagsOf } from './tags-of.ts';
import { volumeCreated } from './volume-created.ts';

const internalPort = 6443;

/** Facts of an endpoint, `publishedAt` being the address of the engine's host as clients see it. */
export function listedEndpoint(found: FoundEndpoint, publishedAt: string): Listed<EndpointFacts> {
  const { container, address, initialized, record } = found;
  const labels = container?.Config.Labels ?? address?.Labels ?? initialized?.Labels ?? {};
  const tags = tagsOf(labels);
  const { state, detail, since } = container === undefined ? remains(address, initialized) : runState(container);
  const providerId = container?.Id ?? address?.Name ?? initialized?.Name ?? '';
  return {
    providerId,
    tags: { ...tags, epoch: record?.epoch ?? tags.epoch },
    since,
    facts: {
      providerId,
      state,
      internal: { address: labels[labelNames.address] ?? '', port: internalPort },
      external: { address: publishedAt, port: Number(labels[labelNames.port] ?? 0) },
      backends: record?.backends ?? [],
      initializedBy: initialized?.Labels[labelNames.initializedBy] ?? record?.initializedBy,
      image: container?.Config.Image ?? '',
      detail,
      ...(state === 'creating' ? { unfinished: true } : {}),
    },
  };
}

function remains(
  address: Dockerode.VolumeInspectInfo | undefined,
  initialized: Dockerode.VolumeInspectInfo | undefined,
): { readonly state: 'stopped' | 'failed'; readonly detail: string; readonly since: string } {
  const volume = address ?? initialized;
  const since = volume === undefined ? new Date(0).toISOString() : volumeCreated(volume);
  return address === undefined
    ? {
        state: 'failed',
        detail: 'Only the evidence that the cluster was initialised is left; deleting it again removes that.',
        since,
      }
    : {
        state: 'stopped',
        detail: 'Its container is gone; an update makes it again at the same address and port.',
        since,
      };
}
