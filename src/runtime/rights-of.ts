import type { Kind } from '#api/meta/kind.ts';
import type { ManagerOptions } from './manager-options.ts';

/** What an API server calls the things that may be done. */
export type RightVerb = 'create' | 'delete' | 'get' | 'list' | 'patch' | 'watch';

/** One resource, with its subresource as `machines/status`, and what may be done to it; verbs are sorted. */
export interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly RightVerb[];
}

/** A cache lists and watches; a live look and a write that met another writer get. */
const reading = ['get', 'list', 'watch'] as const;
/** Server-side apply is a patch that may also create. */
const owning = [...reading, 'create', 'patch'] as const;

/**
 * What a manager of these controllers asks of the server its objects are on: all that it needs and nothing more.
 * It follows from the declarations alone, as the ports hold every controller to its own. Sorted by group and resource.
 */
export function rightsOf({
  controllers,
  providers,
  management,
  connections,
  events,
}: Pick<ManagerOptions, 'controllers' | 'management' | 'connections'> & {
  readonly providers: Pick<ManagerOptions['providers'], 'kind'>;
  readonly events: Kind;
}): readonly Right[] {
  const rights = new Rights();
  for (const kind of [providers.kind, ...management.kinds, ...connections.kinds]) rights.add(kind, reading);
  for (const controller of controllers) {
    const { for: kind, reads, owns, deletes = [], deletionSteps } = controller;
    rights.add(kind, reading);
    for (const read of reads) rights.add(read.kind, reading);
    for (const owned of owns) rights.add(owned, owning);
    for (const deleted of deletes) rights.add(deleted, ['delete']);
    if (deletionSteps.length > 0) rights.add(kind, ['patch']);
    if (kind.statusSubresource) rights.add(kind, ['patch'], '/status');
  }
  rights.add(events, ['create', 'patch']);
  return rights.sorted();
}

class Rights {
  readonly #verbs = new Map<
    string,
    { readonly group: string; readonly resource: string; readonly verbs: Set<RightVerb> }
  >();

  add({ group, plural }: Kind, verbs: readonly RightVerb[], subresource = ''): void {
    const resource = `${plural}${subresource}`;
    const id = `${group} ${resource}`;
    const right = this.#verbs.get(id) ?? { group, resource, verbs: new Set() };
    for (const verb of verbs) right.verbs.add(verb);
    this.#verbs.set(id, right);
  }

  sorted(): readonly Right[] {
    return [...this.#verbs.keys()]
      .toSorted()
      .flatMap((id) => this.#verbs.get(id) ?? [])
      .map(({ group, resource, verbs }) => ({ group, resource, verbs: [...verbs].toSorted() }));
  }
}
