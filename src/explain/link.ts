import type { KubeObject } from '#api/meta/kube-object.ts';
import type { ReasonText } from './reason-text.ts';

/** One object of a causal chain and what keeps it from being as declared. */
export interface Link {
  readonly object: KubeObject;
  /** From the closed catalogue. */
  readonly reason: string;
  /** One sentence, possibly with lines of output after it. */
  readonly message: string;
  readonly text: ReasonText;
}
