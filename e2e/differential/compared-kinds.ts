import { servedKinds } from '#api/served-kinds.ts';
import type { Kind } from '#api/meta/kind.ts';
import { Gadget } from '#engine/conformance/gadget.ts';
import { Widget } from '#engine/conformance/widget.ts';
import { relics } from './relic.ts';

/** The kinds of the comparison: what a manager serves, and kinds that have every feature of a schema. */
export const comparedKinds = {
  before: [...servedKinds, Widget, Gadget, relics.loose],
  after: [...servedKinds, Widget, Gadget, relics.strict],
} as const satisfies { readonly [time: string]: readonly Kind[] };
