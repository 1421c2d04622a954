import reasons from './reasons.json' with { type: 'json' };

/** Where the cause of a state lies. */
export type Layer = 'declaration' | 'manager' | 'image' | 'provider' | 'machine' | 'cluster';

/** What the catalogue says of a reason. */
export interface ReasonText {
  readonly means: string;
  readonly layer: Layer;
  /** Who must act: nobody (it goes by itself), the owner of the object, or the operator of the manager. */
  readonly who: 'nobody' | 'owner' | 'operator';
  /** Tried again by itself; otherwise nothing happens until somebody changes something. */
  readonly retried: boolean;
  readonly do?: string;
}

const catalogue = reasons as { readonly [reason: string]: ReasonText };

/** The reason's own text, or that of its family (`Api*`); undefined for a word that is not ours, such as a kubelet's. */
export function reasonText(reason: string): ReasonText | undefined {
  if (Object.hasOwn(catalogue, reason)) return catalogue[reason];
  const family = Object.keys(catalogue).find((name) => name.endsWith('*') && reason.startsWith(name.slice(0, -1)));
  return family === undefined ? undefined : catalogue[family];
}
