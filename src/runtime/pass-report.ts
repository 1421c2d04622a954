import type { KubeObject } from '#api/meta/kube-object.ts';
import type { PassEnd } from './pass-end.ts';

/** What is told of a pass to whoever watches the manager. */
export interface PassReport {
  readonly phase: 'started' | 'step' | 'ended';
  readonly controller: string;
  /** `namespace/name`. */
  readonly key: string;
  /** The step it is in, or that stopped it; `scope` before the first. */
  readonly step: string | undefined;
  readonly object: KubeObject | undefined;
  /** When it ended. */
  readonly end: PassEnd | undefined;
}
