import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectId } from '#capabilities/effect-id.ts';
import type { Effect, EffectTarget } from '#capabilities/effect.ts';
import type { PlanDocument, PlannedEffect } from '#domain/plan/plan-document.ts';
import { PlanGate } from './plan-gate.ts';

const cluster = 'default/first';
const none = { p10: 0, p50: 0, p90: 0 };

function planned(id: string, digests: readonly string[] = ['same']): PlannedEffect {
  return { id, cluster, because: [], after: [], wave: 1, digests, begins: none };
}

function asked(target: EffectTarget, more: Partial<Effect> = {}): Effect {
  return { id: effectId(target), target, digest: 'same', because: [], after: [], cluster, ...more };
}

const machine = { world: 'provider', verb: 'create', resource: 'machine', name: 'default/first-workers-2' } as const;
const cordon = { world: 'workload', verb: 'cordon', resource: 'node', name: `${cluster}/first-workers-1` } as const;
const endpoint = { world: 'provider', verb: 'update', resource: 'endpoint', name: cluster } as const;
const removal = { world: 'provider', verb: 'delete', resource: 'machine', name: 'default/first-workers-1' } as const;
const effects = [planned(effectId(machine)), planned(effectId(cordon)), planned('host exec routes default/x', [])];

function openGate(allowRepairs = false): PlanGate {
  const gate = new PlanGate();
  gate.open('default/grow', { effects } as unknown as PlanDocument, { allowRepairs, stopped: undefined });
  return gate;
}

test('what is planned passes; what asks for something else under the same name does not', () => {
  assert.equal(openGate().judge(asked(machine)), undefined);
  assert.match(
    openGate().judge(asked(machine, { digest: 'other' }))?.message ?? '',
    /asks for something else than plan default\/grow/,
  );
  const routes = { world: 'host', verb: 'exec', resource: 'routes', name: 'default/x' } as const;
  assert.equal(openGate().judge(asked(routes, { digest: 'any' })), undefined);
});

test('the first effect that is not planned stops the plan: nothing more passes, until it is closed', () => {
  const gate = openGate();
  let told = 0;
  gate.onChange(() => (told += 1));
  assert.match(
    gate.judge(asked(endpoint))?.message ?? '',
    /provider update endpoint default\/first is due but is not in plan/,
  );
  assert.equal(gate.state('default/grow')?.stopped, 'provider update endpoint default/first');
  assert.match(gate.judge(asked(machine))?.message ?? '', /was stopped by provider update endpoint default\/first/);
  gate.close('default/grow');
  assert.equal(gate.judge(asked(endpoint)), undefined);
  assert.equal(told, 2);
});

test('other clusters, and what belongs to none, go on', () => {
  const gate = openGate();
  assert.notEqual(gate.judge(asked(removal)), undefined);
  assert.equal(gate.judge(asked(removal, { cluster: 'default/second' })), undefined);
  assert.equal(gate.judge(asked(removal, { cluster: '' })), undefined);
});

test('an eviction passes where the drain of its machine is planned', () => {
  const pod = { world: 'workload', verb: 'evict', resource: 'pod', name: `${cluster}/kube-system/coredns-1` } as const;
  assert.equal(openGate().judge(asked(pod, { after: [effectId(cordon)] })), undefined);
  const elsewhere = `workload cordon node ${cluster}/first-workers-9`;
  assert.notEqual(openGate().judge(asked(pod, { after: [elsewhere] })), undefined);
});

test('repairs that are allowed put back; they never take away', () => {
  assert.equal(openGate(true).judge(asked(endpoint)), undefined);
  assert.notEqual(openGate(true).judge(asked(removal)), undefined);
});

test('one cluster has one plan at a time', () => {
  const gate = openGate();
  assert.equal(gate.rival('default/other', { effects } as unknown as PlanDocument), 'default/grow');
  assert.equal(gate.rival('default/grow', { effects } as unknown as PlanDocument), undefined);
});
