import type { KubeObject } from '#api/meta/kube-object.ts';
import { createHostPort } from './host-port.ts';
import { EffectPort } from './effect-port.ts';
import type { ManagerState, RegisteredController } from './manager-state.ts';
import type { JournalPort, Pass, TaskPort } from './pass.ts';
import { createProviderPort } from './provider-port.ts';
import { createRemotePort } from './remote-port.ts';
import { createStoreReader } from './store-reader.ts';
import { createStoreWriter } from './store-writer.ts';
import { topics } from './topics.ts';

export interface PassRequest {
  readonly registered: RegisteredController;
  readonly keyId: string;
  readonly object: KubeObject;
}

/** The ports of one pass, held to what its controller declared; everything it looks at from outside is subscribed to first. */
export function createPass(
  state: ManagerState,
  request: PassRequest,
): { readonly pass: Pass; readonly effects: EffectPort } {
  const { options } = state;
  const { registered, keyId, object } = request;
  const { declarations, controller } = registered;
  const now = options.clock.now();
  const effects = createEffectPort(state, request);
  const shared = { objects: options.objects, caches: state.caches, signal: state.signal };
  const writing = { memory: state.memory, barrier: state.barrier, effects, controller: controller.name, keyId };
  const pass: Pass = {
    store: createStoreReader({ ...shared, allow: (kind) => declarations.reads(kind) }),
    write: createStoreWriter({
      ...shared,
      ...writing,
      allow: (kind) => declarations.owns(kind),
      allowDelete: (kind) => declarations.deletes(kind),
      for: controller.for,
      object,
      cluster: state.cluster(object),
    }),
    installation: options.installation,
    async provider(name) {
      declarations.uses('provider');
      state.subscriptions.subscribe(topics.provider(name), keyId);
      const connection = state.providers.get(name);
      return createProviderPort({
        connection,
        effects,
        epoch: options.epoch,
        onOwner: (uid) => state.subscriptions.subscribe(topics.owner(uid), keyId),
      });
    },
    host: createHostPort({ providers: state.providers, effects, allow: () => declarations.uses('host') }),
    journals: createJournalPort(state, request),
    remote(cluster) {
      declarations.uses('workload');
      state.subscriptions.subscribe(topics.remote(cluster.uid), keyId);
      const connection = options.connections.of(cluster, state.trackedReader(keyId));
      const remote = state.remotes.open(cluster, connection);
      return createRemotePort({
        ...writing,
        cluster,
        remote,
        declared: controller.remote,
        declarations,
        signal: state.signal,
      });
    },
    tasks: createTaskPort(state, request),
    get pki() {
      declarations.uses('pki');
      return options.pki;
    },
    now,
    signal: state.signal,
  };
  return { pass, effects };
}

function createEffectPort(state: ManagerState, { registered, keyId, object }: PassRequest): EffectPort {
  const { options, metrics, subscriptions } = state;
  const admission = options.admission;
  return new EffectPort(
    {
      invariants: options.invariants ?? [],
      fence: options.fence,
      admission: admission && {
        onChange: (listener) => admission.onChange(listener),
        judge(effect) {
          subscriptions.subscribe(topics.admission, keyId);
          return admission.judge(effect);
        },
      },
      onEffect(report) {
        metrics.effect(report);
        options.onEffect?.(report);
      },
    },
    {
      controller: registered.controller.name,
      object,
      cluster: state.cluster(object),
      management: () => options.management.of(object, state.trackedReader(keyId)),
    },
  );
}

function createJournalPort({ journals, subscriptions }: ManagerState, { registered, keyId }: PassRequest): JournalPort {
  return {
    entries(machine, task) {
      registered.declarations.uses('journals');
      subscriptions.subscribe(topics.journal(machine.uid), keyId);
      subscriptions.subscribe(topics.entries(machine.uid, task), keyId);
      return journals.entries(machine);
    },
    forget(uid) {
      registered.declarations.uses('journals');
      journals.forget(uid);
    },
  };
}

function createTaskPort(
  { options: { tasks }, subscriptions }: ManagerState,
  { registered, keyId }: PassRequest,
): TaskPort {
  const look = (key: string): void => {
    registered.declarations.uses('tasks');
    subscriptions.subscribe(topics.task(key), keyId);
  };
  return {
    async ensure(key, input) {
      look(key);
      await tasks.ensure(key, input);
    },
    async observe(key) {
      look(key);
      return await tasks.observe(key);
    },
    async cancel(key) {
      look(key);
      await tasks.cancel(key);
    },
  };
}
