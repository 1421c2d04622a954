import { ConfigMap } from '#api/builtin/config-map.ts';
import { Event } from '#api/builtin/event.ts';
import { Namespace } from '#api/builtin/namespace.ts';
import { conditions } from '#api/meta/condition.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import type { Outcome } from '#base/outcome.ts';
import type { NetworkFacts } from '#providers/contract/network.ts';
import type { Observed, Owner } from '#providers/contract/resource.ts';
import type { Controller } from '#runtime/controller.ts';
import type { Pass, ProviderPort } from '#runtime/pass.ts';
import type { Composition } from '../composition.ts';

/** A kind for tests: wants so many parts in the store and one network at the provider. */
export interface Toy extends KubeObject {
  readonly spec: { readonly parts: number; readonly management?: 'Manage' | 'Observe' | 'Paused' };
  readonly status?: {
    readonly made?: number;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason: string;
      readonly message: string;
    }[];
  };
}

export const Toy: Kind<Toy> = {
  group: 'toy.dev',
  version: 'v1',
  kind: 'Toy',
  plural: 'toys',
  singular: 'toy',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
  statusSubresource: true,
  columns: [],
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        properties: {
          parts: { type: 'integer' },
          management: { type: 'string', enum: ['Manage', 'Observe', 'Paused'] },
        },
      },
      status: {
        type: 'object',
        properties: { observedGeneration: { type: 'integer' }, made: { type: 'integer' }, conditions },
      },
    },
  },
};

export const ToyProvider: Kind = {
  group: 'toy.dev',
  version: 'v1',
  kind: 'ToyProvider',
  plural: 'toyproviders',
  singular: 'toyprovider',
  shortNames: [],
  categories: [],
  scope: 'Cluster',
  statusSubresource: true,
  columns: [],
  schema: {
    type: 'object',
    properties: { spec: { type: 'object', properties: {} }, status: { type: 'object', properties: { conditions } } },
  },
};

export interface ToyScope {
  readonly toy: Toy;
  readonly parts: readonly ConfigMap[];
  readonly port: ProviderPort;
  readonly owner: Owner;
  readonly network: Observed<NetworkFacts>;
}

async function readScope(toy: Toy, pass: Pass): Promise<ToyScope> {
  const { namespace = '', name, uid } = toy.metadata;
  const owner = { installation: pass.installation, namespace, cluster: name, clusterUid: uid, name, uid };
  const port = await pass.provider('toys');
  const parts = pass.store
    .list(ConfigMap, { namespace })
    .filter((part) => part.metadata.ownerReferences?.some((reference) => reference.uid === uid) === true);
  return { toy, parts, port, owner, network: await port.network.observe(owner) };
}

async function makeParts({ toy }: ToyScope, pass: Pass): Promise<Outcome> {
  const changed: string[] = [];
  for (let index = 1; index <= toy.spec.parts; index += 1) {
    const metadata = { name: `${toy.metadata.name}-${index}`, namespace: toy.metadata.namespace };
    const written = await pass.write.ensure(
      ConfigMap,
      { metadata, data: { number: String(index) } },
      { because: ['Toy spec.parts'] },
    );
    if (written.changed !== 'unchanged') {
      changed.push(metadata.name);
    }
  }
  return changed.length === 0
    ? { outcome: 'proceed' }
    : {
        outcome: 'progressed',
        reason: 'PartsMade',
        message: `made ${changed.join(', ')}`,
        wokenBy: [{ by: 'object', what: 'ConfigMap' }],
      };
}

async function removeParts({ toy, parts }: ToyScope, pass: Pass): Promise<Outcome> {
  const wanted = toy.metadata.deletionTimestamp === undefined ? toy.spec.parts : 0;
  const extra = parts.filter((part) => Number(part.metadata.name.split('-').at(-1)) > wanted);
  for (const part of extra) {
    await pass.write.delete(ConfigMap, part, { because: ['Toy spec.parts'] });
  }
  return extra.length === 0
    ? { outcome: 'proceed' }
    : {
        outcome: 'progressed',
        reason: 'PartsRemoved',
        message: `removed ${extra.length}`,
        wokenBy: [{ by: 'object', what: 'ConfigMap' }],
      };
}

async function makeNetwork({ port, owner, network }: ToyScope): Promise<Outcome> {
  if (network.state === 'present') {
    return { outcome: 'proceed' };
  }
  await port.network.create(owner, { families: ['IPv4'], avoid: [] }, { because: ['Toy'] });
  return { outcome: 'progressed', reason: 'NetworkMade', message: 'made the network', wokenBy: [{ by: 'provider' }] };
}

async function removeNetwork({ port, owner, network }: ToyScope): Promise<Outcome> {
  if (network.state === 'absent') {
    return { outcome: 'proceed' };
  }
  await port.network.delete(owner, { because: ['Toy deleted'] });
  return {
    outcome: 'wait',
    reason: 'NetworkGoing',
    message: 'waits for the network to go',
    wokenBy: [{ by: 'provider' }],
    atMostMilliseconds: 60_000,
  };
}

/** The smallest controller that touches two worlds. */
export const toyParts: Controller<Toy, ToyScope> = {
  name: 'toy.parts',
  for: Toy,
  reads: [],
  owns: [ConfigMap],
  deletes: [ConfigMap],
  remote: [],
  remoteWrites: [],
  uses: ['provider'],
  scope: readScope,
  steps: [
    { name: 'make-parts', why: 'first, because the network needs nothing of them', run: makeParts },
    { name: 'remove-parts', why: 'after those that are wanted', run: removeParts },
    { name: 'make-network', why: 'last', run: makeNetwork },
  ],
  deletionSteps: [
    { name: 'remove-parts', why: 'before the network', run: removeParts },
    { name: 'remove-network', why: 'last', run: removeNetwork },
  ],
  status: ({ scope }) => (scope === undefined ? undefined : { made: scope.parts.length }),
  conditions: ({ object, scope }) => {
    const complete = scope?.parts.length === object.spec.parts;
    return [
      {
        type: 'Complete',
        status: complete ? 'True' : 'False',
        reason: complete ? 'AllThere' : 'PartsMissing',
        message: `${scope?.parts.length ?? 0} parts`,
      },
    ];
  },
  readyFrom: ['Complete'],
};

export const toyKinds: readonly Kind[] = [Toy, ToyProvider, ConfigMap, Event, Namespace];

/** A composition of the toy's controller and others. */
export function toyComposition(controllers: Composition['controllers'] = [toyParts]): Composition {
  return {
    controllers,
    providerKind: ToyProvider,
    events: Event,
    clusterOf: () => undefined,
    connections: { kinds: [], of: () => undefined },
    management: { kinds: [Toy], of: (object, store) => store.get(Toy, object.metadata)?.spec.management ?? 'Manage' },
    safetyNets: false,
  };
}
