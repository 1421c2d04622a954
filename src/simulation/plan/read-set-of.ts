import { Machine } from '#api/machine/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { canonicalJson } from '#base/canonical-json.ts';
import { isRecord } from '#base/is-record.ts';
import { sha256 } from '#base/sha256.ts';
import type { PlannedFact } from '#domain/plan/plan-document.ts';
import type { Listed } from '#providers/contract/resource.ts';
import { conditionsOf } from '#runtime/conditions-of.ts';
import { statusOf } from '#runtime/status-of.ts';
import type { ProviderSnapshot, WorldSnapshot } from './world-snapshot.ts';

/** Kinds whose objects no step decides by, or that are judged by what they lead to. */
const leftOut = new Set(['Event', 'Lease', 'Namespace', 'ConfigMap', 'CertificateSigningRequest', 'Plan']);

/**
 * The facts a plan stands on: uid and generation of objects and what their status says of the world, the provider's
 * inventory, Nodes and their versions, allowances of disruption budgets. Never heartbeats, events, revisions or times.
 */
export function readSetOf(snapshot: WorldSnapshot): readonly PlannedFact[] {
  const facts = new Map<string, unknown>();
  for (const object of snapshot.objects.filter(({ kind }) => !leftOut.has(kind))) {
    facts.set(labelOf(object), objectFacts(object, snapshot));
  }
  if (snapshot.provider !== undefined) {
    providerFacts(snapshot.provider, facts);
  }
  workloadFacts(snapshot, facts);
  return [...facts.keys()].toSorted().map((fact) => ({ fact, value: digestOf(facts.get(fact)) }));
}

function digestOf(value: unknown): string {
  return sha256(canonicalJson(value ?? null)).slice(0, 16);
}

function labelOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

function objectFacts(object: KubeObject, { concerned }: WorldSnapshot): unknown {
  const { deletionTimestamp, generation, name, namespace, uid } = object.metadata;
  const leaving = deletionTimestamp !== undefined;
  if (object.kind === 'Cluster' && !concerned.includes(`${namespace}/${name}`)) return { uid, leaving };
  const ready = conditionsOf(object).find(({ type }) => type === 'Ready')?.status;
  return {
    uid,
    generation: generation ?? 0,
    leaving,
    ...(object.kind === Machine.kind ? { ready: ready ?? 'Unknown' } : {}),
    ...(object.kind === 'Secret' ? {} : { status: lasting(statusOf(object)) }),
  };
}

const passing = /^(conditions|observedGeneration|progress|time|.*Time|readyReplicas|readyMachines|message|phase)$/;

/** A status without what only says how things go. */
function lasting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lasting);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, item]) => item !== undefined && !passing.test(name))
      .map(([name, item]) => [name, lasting(item)]),
  );
}

function providerFacts(provider: ProviderSnapshot, facts: Map<string, unknown>): void {
  // Whose networks come and go there matters to nobody whose ranges they do not meet, and stops those they do.
  const { ranges: _, ...host } = provider.host;
  facts.set('host of the provider', host);
  const note = <F>(resource: string, listed: readonly Listed<F>[], of: (found: F) => unknown): void => {
    for (const { facts: found, providerId, tags } of listed.toSorted((a, b) =>
      a.providerId < b.providerId ? -1 : 1,
    )) {
      const { name, namespace, uid } = tags.owner;
      const fact = `${resource} ${namespace === '' ? name : `${namespace}/${name}`} at the provider`;
      const before = facts.get(fact);
      facts.set(fact, [...(Array.isArray(before) ? before : []), { providerId, uid, ...Object(of(found)) }]);
    }
  };
  note('machine', provider.machines, ({ image, state }) => ({ image, state }));
  note('network', provider.networks, ({ cidrs }) => ({ cidrs }));
  note('endpoint', provider.endpoints, ({ backends, initializedBy, state }) => ({
    state,
    backends,
    initializedBy: initializedBy ?? '',
  }));
  note('image', provider.images, ({ reference, state }) => ({ reference, state }));
}

function workloadFacts({ objects, workloads }: WorldSnapshot, facts: Map<string, unknown>): void {
  for (const cluster of objects.filter(({ kind }) => kind === 'Cluster')) {
    const key = `${cluster.metadata.namespace}/${cluster.metadata.name}`;
    const workload = workloads[cluster.metadata.uid];
    if (workload === undefined) continue;
    if ('silent' in workload) {
      facts.set(`API of ${key}`, 'silent');
      continue;
    }
    for (const object of workload.objects) {
      const { name, namespace } = object.metadata;
      const { spec, status } = object as KubeObject & { readonly spec?: unknown; readonly status?: unknown };
      if (object.kind === 'Node') {
        const { nodeInfo } = (status ?? {}) as { readonly nodeInfo?: { readonly kubeletVersion?: string } };
        const { unschedulable = false } = (spec ?? {}) as { readonly unschedulable?: boolean };
        facts.set(`Node ${name} of ${key}`, { version: nodeInfo?.kubeletVersion ?? '', unschedulable });
      } else if (object.kind === 'PodDisruptionBudget') {
        const { disruptionsAllowed = 0 } = (status ?? {}) as { readonly disruptionsAllowed?: number };
        facts.set(`PodDisruptionBudget ${namespace}/${name} of ${key}`, disruptionsAllowed);
      }
    }
  }
}
