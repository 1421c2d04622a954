import { rfc3339 } from '#base/rfc3339.ts';
import type { WakeSource } from '#base/wake-source.ts';
import type { NextPasses } from '#capabilities/next-pass.ts';
import type { Answer } from './http/answer.ts';

function inWords(source: WakeSource): string {
  switch (source.by) {
    case 'object':
      return `a change of ${source.what === 'any' ? 'any of its objects' : source.what}`;
    case 'remote':
      return `a change of ${source.what === 'any' ? 'anything' : source.what} in the cluster`;
    case 'provider':
      return 'the provider';
    case 'journal':
      return "the machine's journal";
    case 'task':
      return 'the running task';
    case 'time':
      return `the time ${rfc3339(source.at)}`;
  }
}

function parse(segments: readonly string[]) {
  const [root, version, ...rest] = segments;
  if (root !== 'slipway' || version !== 'v1alpha1' || rest.at(-1) !== 'next') return undefined;
  const [first, second, ...more] = rest.slice(0, -1);
  if (first === 'namespaces' && more.length === 2) return { namespace: second, plural: more[0], name: more[1] };
  return more.length === 0 ? { namespace: undefined, plural: first, name: second } : undefined;
}

/** `GET /slipway/v1alpha1/[namespaces/NS/]PLURAL/NAME/next`: when its controllers look again; undefined for any other path. */
export function readNextPasses(passes: NextPasses | undefined, segments: readonly string[]): Answer | undefined {
  const { name, namespace, plural } = parse(segments) ?? {};
  if (passes === undefined || !name || !plural) return undefined;
  const body = passes(plural, { namespace, name }).map(({ at, controller, wokenBy }) => ({
    controller,
    ...(at === undefined ? {} : { at: rfc3339(at) }),
    wokenBy: [...new Set(wokenBy.map(inWords))],
  }));
  return { type: 'object', status: 200, body: { passes: body } };
}
