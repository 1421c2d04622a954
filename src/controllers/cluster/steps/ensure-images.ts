import type { Outcome } from '#base/outcome.ts';
import type { ImageDesired, ImageFacts } from '#providers/contract/image.ts';
import type { Observed } from '#providers/contract/resource.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { ClusterScope } from '../scope.ts';

function ready(image: Observed<ImageFacts>): boolean {
  return image.state === 'present' && image.facts.state === 'ready';
}

function waitForBuild(scope: ClusterScope): Outcome {
  const progress = scope.image?.status?.progress?.message;
  const stalled = scope.image?.status?.conditions?.find(
    (condition) => condition.type === 'Ready' && condition.status === 'False',
  );
  const message = progress ?? stalled?.message ?? 'the machine image is not declared yet';
  return {
    outcome: 'wait',
    reason: 'WaitingForImage',
    message,
    wokenBy: [{ by: 'object', what: 'MachineImage' }],
    atMostMilliseconds: 60_000,
  };
}

/** Pre: references hold. Changes: brings the two archives to the provider. Woken by: the MachineImage, then the provider. */
export async function ensureImages(scope: ClusterScope): Promise<Outcome> {
  const { image, owners } = scope;
  const view = scope.view?.read;
  if (!view || !owners) return { outcome: 'proceed' };
  if (ready(view.machineImage) && ready(view.endpointImage)) return { outcome: 'proceed' };
  const { machine, endpoint } = image?.status ?? {};
  if (!image || !machine || !endpoint) return waitForBuild(scope);
  const because = [`Cluster ${keyText(scope.cluster)} spec.release`];
  const bring = async (
    purpose: ImageDesired['purpose'],
    archive: { readonly archive: string; readonly digest: string },
  ) =>
    view.port.image.create(
      purpose === 'machine' ? owners.machineImage : owners.endpointImage,
      { ...archive, purpose, architecture: image.spec.architecture },
      { because, after: [effects.object('MachineImage', image.metadata.name)] },
    );
  if (view.endpointImage.state === 'absent')
    await bring('endpoint', { archive: endpoint.archive, digest: endpoint.digest });
  if (view.machineImage.state === 'absent')
    await bring('machine', { archive: machine.archive, digest: machine.digest });
  return {
    outcome: 'wait',
    reason: 'ImportingImage',
    message: `the provider takes in machine image ${image.metadata.name}`,
    wokenBy: [{ by: 'provider' }],
    atMostMilliseconds: 2_000,
  };
}
