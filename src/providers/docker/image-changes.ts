import type { ImageDesired } from '#providers/contract/image.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { labelNames } from './label-names.ts';
import { labelsOf } from './labels-of.ts';

const entries: Record<ImageDesired['purpose'], readonly string[]> = {
  machine: ['ENTRYPOINT ["/entrypoint"]'],
  // Master and worker, so that it can be reloaded, in the foreground.
  endpoint: ['ENTRYPOINT ["/usr/sbin/haproxy", "-W", "-db", "-f", "/etc/slipway/haproxy.cfg"]'],
};

/** What is said of a bare root file system to make it an image: how it starts, and whose it is. An import takes no signal to stop by. */
export function imageChanges(tags: Tagged, desired: ImageDesired): readonly string[] {
  const labels = { ...labelsOf('image', tags), [labelNames.digest]: desired.digest };
  return [
    ...entries[desired.purpose],
    ...Object.entries(labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`),
  ];
}
