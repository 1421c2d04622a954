import type Dockerode from 'dockerode';
import type { EndpointDesired } from '#providers/contract/endpoint.ts';
import { ProviderError } from '#providers/contract/provider-error.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { askEngine } from './ask-engine.ts';
import { endpointName } from './endpoint-name.ts';
import type { FoundEndpoint } from './find-endpoints.ts';
import { labelNames } from './label-names.ts';
import { labelsOf } from './labels-of.ts';

/**
 * Writes who may initialise the cluster as the label of an empty volume. The engine gives an existing volume back
 * unchanged, so of several writers the first wins and every other one is refused.
 */
export async function keepInitializedBy(
  engine: Dockerode,
  { tags, desired }: { readonly tags: Tagged; readonly desired: EndpointDesired },
  found: FoundEndpoint | undefined,
): Promise<void> {
  if (desired.initializedBy === undefined) return;
  let kept = found?.initialized?.Labels[labelNames.initializedBy] ?? found?.record?.initializedBy;
  if (kept === undefined) {
    const Name = `${endpointName(tags.owner)}-initialized`;
    const Labels = {
      ...labelsOf('endpoint', tags),
      [labelNames.volume]: 'initialized',
      [labelNames.initializedBy]: desired.initializedBy,
    };
    await askEngine(`Creating the volume ${Name}`, () => engine.createVolume({ Name, Driver: 'local', Labels }));
    kept = (await askEngine(`Looking at the volume ${Name}`, () => engine.getVolume(Name).inspect())).Labels?.[
      labelNames.initializedBy
    ];
  }
  if (kept === desired.initializedBy) return;
  throw new ProviderError(
    'Invalid',
    `The cluster of this endpoint was given to the machine ${kept ?? 'of somebody else'} to initialise; that is never changed. Delete the cluster to begin anew.`,
  );
}
