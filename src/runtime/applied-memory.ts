import type { KubeObject } from '#api/meta/kube-object.ts';
import { canonicalJson } from '#base/canonical-json.ts';
import { sha256 } from '#base/sha256.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import { matchesApplied } from './matches-applied.ts';

/** What one key wants to apply to an object, under which manager, and the object as it is or as it came of it. */
interface Applied {
  readonly desired: ApplyConfiguration;
  readonly object: KubeObject;
  readonly manager: string;
  readonly subresource?: string;
}

/**
 * Says when applying would change nothing. Mostly the object itself tells; where a server writes a value in another form than
 * it was given, what came of applying it last is remembered.
 */
export class AppliedMemory {
  readonly #byKey = new Map<
    string,
    Map<string, { readonly digest: string; readonly uid: string; readonly revision: string }>
  >();

  /** `target` names the object and subresource among all that this key writes. */
  remember(keyId: string, target: string, written: Applied): void {
    if (matchesApplied(written.desired, written.object, written)) {
      this.#byKey.get(keyId)?.delete(target);
      return;
    }
    const targets = this.#byKey.get(keyId) ?? new Map();
    this.#byKey.set(keyId, targets);
    const { uid, resourceVersion } = written.object.metadata;
    targets.set(target, { digest: digestOf(written.desired), uid, revision: resourceVersion });
  }

  holds(keyId: string, target: string, wanted: Applied): boolean {
    if (matchesApplied(wanted.desired, wanted.object, wanted)) {
      return true;
    }
    const known = this.#byKey.get(keyId)?.get(target);
    const { uid, resourceVersion } = wanted.object.metadata;
    return (
      known !== undefined &&
      known.uid === uid &&
      known.revision === resourceVersion &&
      known.digest === digestOf(wanted.desired)
    );
  }

  forget(keyId: string): void {
    this.#byKey.delete(keyId);
  }
}

/** Preconditions are no part of what is wanted. */
function digestOf({ metadata, ...rest }: ApplyConfiguration): string {
  const { resourceVersion: _revision, uid: _uid, ...wanted } = metadata;
  return sha256(canonicalJson({ ...rest, metadata: wanted }));
}
