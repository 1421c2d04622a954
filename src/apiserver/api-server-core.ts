import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { AuditLog } from '#capabilities/audit-log.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { Logger } from '#capabilities/logger.ts';
import type { MachineImports } from '#capabilities/machine-imports.ts';
import type { MachineLogs } from '#capabilities/machine-logs.ts';
import type { NextPasses } from '#capabilities/next-pass.ts';
import type { ObjectApi, ObjectKey } from '#capabilities/object-api.ts';
import type { Timers } from '#capabilities/timers.ts';

/** The objects a server gives access to; an engine is one. */
export interface ServedObjects extends ObjectApi {
  /** The `autoscaling/v1` Scale of an object. */
  scale(kind: Kind, key: ObjectKey): Promise<KubeObject>;
}

/** What the handlers of one API server share. */
export interface ApiServerCore {
  readonly objects: ServedObjects;
  readonly kinds: readonly Kind[];
  readonly clock: Clock;
  readonly timers: Timers;
  /** The version of the program, e.g. `0.1.0`. */
  readonly version: string;
  /** Why the manager is not ready, or undefined when it is. */
  readonly readiness: () => Promise<string | undefined>;
  /** Why nothing can be stored at present, or undefined; what is there is read and watched all the same. */
  readonly readOnly: () => string | undefined;
  readonly metrics: { text(): Promise<string>; readonly contentType: string } | undefined;
  readonly logger: Logger | undefined;
  /** Keeps who asked for what; without it nobody does. */
  readonly audit: AuditLog | undefined;
  /** Logs of machines; without it their path does not exist. */
  readonly machineLogs: MachineLogs | undefined;
  /** Brings container images to machines; without it their path does not exist. */
  readonly machineImports: MachineImports | undefined;
  /** The lines of a backup of the store; without it their path does not exist. */
  readonly backup: (() => AsyncIterable<string>) | undefined;
  /** When controllers look at objects again; without it its paths do not exist. */
  readonly nextPasses: NextPasses | undefined;
}
