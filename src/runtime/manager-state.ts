import type { KubeObject } from '#api/meta/kube-object.ts';
import type { AppliedMemory } from './applied-memory.ts';
import type { Controller } from './controller.ts';
import type { Declarations } from './declarations.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { Journals } from './journals.ts';
import type { ManagerMetrics } from './manager-metrics.ts';
import type { ManagerOptions } from './manager-options.ts';
import type { StoreReader } from './pass.ts';
import type { ProviderConnections } from './provider-connections.ts';
import type { RemoteClusters } from './remote-clusters.ts';
import type { StoreCaches } from './store-caches.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { WriteBarrier } from './write-barrier.ts';

/** A controller as the manager holds it. */
export interface RegisteredController {
  readonly controller: Controller;
  readonly declarations: Declarations;
  /** Of several for one kind, the one that writes Ready and observedGeneration. */
  readonly writesReady: boolean;
}

/** Everything that the passes of one manager share. */
export interface ManagerState {
  readonly options: ManagerOptions;
  readonly controllers: ReadonlyMap<string, RegisteredController>;
  readonly caches: StoreCaches;
  readonly barrier: WriteBarrier;
  readonly memory: AppliedMemory;
  readonly subscriptions: Subscriptions;
  readonly providers: ProviderConnections;
  readonly journals: Journals;
  readonly remotes: RemoteClusters;
  readonly events: EventRecorder;
  readonly metrics: ManagerMetrics;
  readonly signal: AbortSignal;
  /** Forgets timers of a key whose object is gone. */
  readonly forget: (keyId: string) => void;
  /** A reader whose reads by key wake this key when what was read changes. */
  readonly trackedReader: (keyId: string) => StoreReader;
  readonly cluster: (object: KubeObject) => { readonly namespace: string; readonly name: string } | undefined;
}
