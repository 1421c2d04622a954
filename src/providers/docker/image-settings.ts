import type { ImageDesired } from '#providers/contract/image.ts';
import type { Tagged } from '#providers/contract/resource.ts';
import { labelNames } from './label-names.ts';
import { labelsOf } from './labels-of.ts';

const entrypoints: Record<ImageDesired['purpose'], readonly string[]> = {
  machine: ['/entrypoint'],
  // Master and worker, so that it can be reloaded, in the foreground.
  endpoint: ['/usr/sbin/haproxy', '-W', '-db', '-f', '/etc/slipway/haproxy.cfg'],
};

/** What is said of a bare root file system to make it an image: how it starts, and whose it is. */
export interface ImageSettings {
  readonly entrypoint: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export function imageSettings(tags: Tagged, desired: ImageDesired): ImageSettings {
  return {
    entrypoint: entrypoints[desired.purpose],
    labels: {
      ...labelsOf('image', tags),
      [labelNames.digest]: desired.digest,
      [labelNames.purpose]: desired.purpose,
    },
  };
}
