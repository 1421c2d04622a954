import { join } from 'node:path';
import type { Architecture } from '../architecture.ts';
import { pinnedGo } from './pinned-go.ts';

export interface GoPlace {
  /** The module's version, in which the name of its archive contains version and platform. */
  readonly moduleVersion: string;
  readonly directory: string;
  /** How large the unpacked tree is; written once it is whole. */
  readonly record: string;
  readonly zip: string;
}

/** Where the pinned compiler for one architecture lies below the cache. */
export function goPlace(cache: string, architecture: Architecture): GoPlace {
  const name = `${pinnedGo.version}.linux-${architecture}`;
  const directory = join(cache, 'go', name);
  return { moduleVersion: `v0.0.1-${name}`, directory, record: `${directory}.json`, zip: `${directory}.zip` };
}
