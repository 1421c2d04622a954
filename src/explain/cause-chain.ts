import type { KubeObject } from '#api/meta/kube-object.ts';
import { blockedLink } from './blocked-link.ts';
import type { Link } from './link.ts';
import { waitsFor } from './waits-for.ts';

/** Kinds that others wait for, first. */
const order = ['MachineImage', 'ControlPlane', 'NodePool', 'Machine'];

/** What only a person changes explains more than what is tried again, and that more than what goes by itself. */
function weight({ text }: Link): number {
  return text.who === 'nobody' ? 0 : text.retried ? 1 : 2;
}

function rank({ object: { kind, metadata } }: Link): string {
  const place = (order.indexOf(kind) + 1) % (order.length + 1);
  return `${place} ${metadata.name.length.toString().padStart(3, '0')} ${metadata.name}`;
}

function heaviest(chain: readonly Link[]): number {
  return Math.max(...chain.map(weight));
}

function below(link: Link, links: readonly Link[], above: readonly Link[]): readonly Link[] {
  const seen = [...above, link];
  const known = (other: Link) => seen.some(({ object }) => object.metadata.uid === other.object.metadata.uid);
  const chains = links
    .filter((other) => !known(other) && waitsFor(link, other.object))
    // What waits for something above is not its cause.
    .filter((other) => seen.every(({ object }) => !waitsFor(other, object)))
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map((other) => [other, ...below(other, links, seen)]);
  const [first, ...others] = chains;
  if (first === undefined) return [];
  const best = others.reduce((chosen, chain) => (heaviest(chain) > heaviest(chosen) ? chain : chosen), first);
  return heaviest(best) < weight(link) ? [] : best;
}

/**
 * Why an object is not as declared: itself first, then at each step what it waits for, down to the cause. Empty when nothing
 * is missing. `others` are all objects of Slipway's kinds that may have to do with it.
 */
export function causeChain(object: KubeObject, others: readonly KubeObject[]): readonly Link[] {
  const own = blockedLink(object);
  if (own === undefined) return [];
  const links = others.flatMap((other) => {
    const link = other.metadata.uid === object.metadata.uid ? undefined : blockedLink(other);
    // An image that no cluster wants keeps nobody waiting.
    return link === undefined || link.reason === 'NotWanted' ? [] : [link];
  });
  return [own, ...below(own, links, [])];
}
