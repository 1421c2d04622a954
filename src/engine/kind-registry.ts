import { ApiError } from '#api/meta/api-error.ts';
import type { Kind } from '#api/meta/kind.ts';
import { checkRules } from './cel/check-rules.ts';
import type { Expressions } from './cel/expressions.ts';
import { isBuiltin } from './is-builtin.ts';
import { registeredId } from './registered-id.ts';
import { compileSchema, type SchemaNode } from './schema/compile-schema.ts';
import { objectSchema } from './schema/object-schema.ts';

/** A kind with what the engine worked out about it once. */
export interface RegisteredKind {
  readonly kind: Kind;
  /** `group/plural`, with `core` for the unnamed group: the first part of every storage key. */
  readonly id: string;
  /** The schema of whole objects: apiVersion, kind and metadata too. */
  readonly root: SchemaNode;
  /** One of Kubernetes' own kinds: strategic merge works, updates need no resourceVersion, nulls mean absent. */
  readonly builtin: boolean;
  readonly tracksGeneration: boolean;
}

/** The kinds an engine serves. */
export class KindRegistry {
  readonly #byId = new Map<string, RegisteredKind>();

  /** Throws where a kind stands twice or has rules that cannot be run. */
  constructor(kinds: readonly Kind[], expressions: Expressions) {
    for (const kind of kinds) {
      const id = registeredId(kind);
      if (this.#byId.has(id)) throw new Error(`the kind ${id} is registered twice; pass each kind once`);
      const registered = register(kind, id);
      checkRules(registered.root, expressions);
      this.#byId.set(id, registered);
    }
  }

  /** The registered kind, or NotFound as kube-apiserver answers for an unknown resource. */
  get(kind: Pick<Kind, 'group' | 'plural'>): RegisteredKind {
    const found = this.#byId.get(registeredId(kind));
    if (found) return found;
    throw new ApiError('NotFound', `the server could not find the requested resource (${kind.plural}.${kind.group})`);
  }

  find(group: string, plural: string): RegisteredKind | undefined {
    return this.#byId.get(registeredId({ group, plural }));
  }

  /** By the first part of a storage key. */
  withId(id: string): RegisteredKind | undefined {
    return this.#byId.get(id);
  }

  all(): readonly RegisteredKind[] {
    return [...this.#byId.values()];
  }
}

function register(kind: Kind, id: string): RegisteredKind {
  const builtin = isBuiltin(kind);
  const tracksGeneration = !builtin || kind.group === 'apps' || kind.group === 'policy';
  return { kind, id, root: compileSchema(objectSchema(kind)), builtin, tracksGeneration };
}
