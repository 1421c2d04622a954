import { ApiError } from '#api/meta/api-error.ts';
import { apiVersion } from '#api/meta/api-version.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { canonicalJson } from '#base/canonical-json.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import { sha256 } from '#base/sha256.ts';
import type { ObjectApi, ObjectKey } from '#capabilities/object-api.ts';

/** What happened to an object, in Kubernetes' form. */
export interface Occurrence {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

export interface EventRecorderOptions {
  readonly objects: ObjectApi;
  readonly kind: Kind | undefined;
  readonly onProblem: (problem: { readonly where: string; readonly error: unknown }) => void;
}

interface Told {
  readonly reason: string;
  readonly counts: Map<string, number>;
}

/** Longest message an API server takes in an Event. */
const longestMessage = 1024;

/**
 * Writes a Kubernetes Event when the reason for an object's state changes. The same reason and message is one Event with a count:
 * its name is a digest, so that a restarted manager that sees the same state says nothing again.
 */
export class EventRecorder {
  readonly #options: EventRecorderOptions;
  readonly #told = new Map<string, Told>();

  constructor(options: EventRecorderOptions) {
    this.#options = options;
  }

  /** `before`: the reason that stood on the object when this manager first saw it. Failures are reported, never thrown. */
  async record(
    keyId: string,
    told: {
      readonly controller: string;
      readonly object: KubeObject;
      readonly occurrence: Occurrence;
      readonly before: string | undefined;
      readonly now: number;
    },
  ): Promise<void> {
    const { occurrence, before } = told;
    const known = this.#told.get(keyId);
    const changed = (known?.reason ?? before) !== occurrence.reason;
    const counts = known?.counts ?? new Map<string, number>();
    this.#told.set(keyId, { reason: occurrence.reason, counts });
    const { kind } = this.#options;
    if (!changed || kind === undefined) {
      return;
    }
    try {
      await this.#write(kind, { ...told, counts });
    } catch (error) {
      this.#options.onProblem({ where: `event ${occurrence.reason} of ${keyId}`, error });
    }
  }

  forget(keyId: string): void {
    this.#told.delete(keyId);
  }

  async #write(
    kind: Kind,
    told: {
      readonly controller: string;
      readonly object: KubeObject;
      readonly occurrence: Occurrence;
      readonly now: number;
      readonly counts: Map<string, number>;
    },
  ): Promise<void> {
    const { controller, object, occurrence, counts } = told;
    const { name, namespace, uid } = object.metadata;
    const { type, reason } = occurrence;
    const message = occurrence.message.slice(0, longestMessage);
    const home = namespace ?? 'default';
    const eventName = `${name.slice(0, 200)}.${sha256(canonicalJson({ uid, controller, reason, message })).slice(0, 16)}`;
    const time = rfc3339(told.now);
    const count = (counts.get(eventName) ?? 0) + 1;
    counts.set(eventName, count);
    const key = { namespace: home, name: eventName };
    if (count > 1 && (await this.#count(kind, key, { count, lastTimestamp: time, controller }))) {
      return;
    }
    const event = {
      apiVersion: apiVersion(kind),
      kind: kind.kind,
      metadata: { name: eventName, namespace: home },
      involvedObject: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name,
        uid,
        ...(namespace === undefined ? {} : { namespace }),
      },
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: time,
      lastTimestamp: time,
      source: { component: controller },
      reportingComponent: controller,
      reportingInstance: 'slipway',
    };
    counts.set(eventName, 1);
    try {
      await this.#options.objects.create(kind, event, { fieldManager: controller });
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'AlreadyExists')) {
        throw error;
      }
    }
  }

  /** False when the event has expired since it was told last. */
  async #count(
    kind: Kind,
    key: ObjectKey,
    told: { readonly count: number; readonly lastTimestamp: string; readonly controller: string },
  ): Promise<boolean> {
    const { controller, ...body } = told;
    try {
      await this.#options.objects.patch(kind, key, { type: 'merge', body, fieldManager: controller });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'NotFound')) {
        throw error;
      }
      return false;
    }
  }
}
