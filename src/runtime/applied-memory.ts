import type { KubeObject } from '#api/meta/kube-object.ts';
import { canonicalJson } from '#base/canonical-json.ts';
import { sha256 } from '#base/sha256.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';

/** What was applied last and what came of it: while the object still is what came of it, applying the same again changes nothing. */
export class AppliedMemory {
  readonly #byKey = new Map<
    string,
    Map<string, { readonly digest: string; readonly uid: string; readonly revision: string }>
  >();

  /** `target` names the object and subresource among all that this key writes. */
  remember(
    keyId: string,
    target: string,
    written: { readonly desired: ApplyConfiguration; readonly object: KubeObject },
  ): void {
    const targets = this.#byKey.get(keyId) ?? new Map();
    this.#byKey.set(keyId, targets);
    const { uid, resourceVersion } = written.object.metadata;
    targets.set(target, { digest: digestOf(written.desired), uid, revision: resourceVersion });
  }

  holds(
    keyId: string,
    target: string,
    wanted: { readonly desired: ApplyConfiguration; readonly object: KubeObject },
  ): boolean {
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
