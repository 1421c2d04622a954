import type { KubeClient } from '#kube/create-kube-client.ts';
import type { CommandContext } from '../context/command-context.ts';
import type { BundleFile } from './bundle-file.ts';

/** What a part of a bundle is collected with. */
export interface Collecting {
  readonly context: CommandContext;
  readonly client: KubeClient;
  /** Notes what could not be collected, in one sentence. */
  readonly missed: (what: string) => void;
}

export type Collector = (collecting: Collecting) => Promise<readonly BundleFile[]>;
