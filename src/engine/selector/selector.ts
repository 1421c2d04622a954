import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { fieldSelector } from './field-selector.ts';
import { labelSelector } from './label-selector.ts';

interface Selectors {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** The judgement of a label selector and a field selector together; everything matches where both are absent. */
export function selector(kind: Kind, options: Selectors): (object: KubeObject) => boolean {
  const byLabels = options.labelSelector ? labelSelector(options.labelSelector) : undefined;
  const byFields = options.fieldSelector ? fieldSelector(kind, options.fieldSelector) : undefined;
  return (object) => (byLabels?.(object.metadata.labels) ?? true) && (byFields?.(object) ?? true);
}
