import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Phase } from './phase.ts';
import { bootstrapPhases } from './phases/bootstrap-phases.ts';
import { sampleTask } from './testing/sample-task.ts';

function predecessors(phases: readonly Phase[], name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (phase: string): void => {
    for (const before of phases.find((other) => other.name === phase)?.after ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      visit(before);
    }
  };
  visit(name);
  return found;
}

const writers = ['secret-files', 'kubeadm-init-certs', 'kubeadm-join-prepare'];

for (const mode of ['init', 'join-control-plane', 'join'] as const) {
  const phases = bootstrapPhases(sampleTask(mode).task);

  test(`${mode}: no phase of kubeadm runs while certificates are being written`, () => {
    const present = writers.filter((writer) => phases.some((phase) => phase.name === writer));
    for (const writer of present) {
      const before = predecessors(phases, writer);
      for (const { name } of phases.filter(
        (phase) => phase.name.startsWith('kubeadm-') && phase.name !== 'kubeadm-configuration',
      )) {
        const ordered = name === writer || before.has(name) || predecessors(phases, name).has(writer);
        assert.equal(ordered, true, `${name} may run beside ${writer}`);
      }
    }
  });

  test(`${mode}: every predecessor is a phase of the task, and the secrets go last`, () => {
    const names = new Set(phases.map((phase) => phase.name));
    assert.equal(names.size, phases.length);
    for (const phase of phases) for (const before of phase.after) assert.equal(names.has(before), true, before);
    assert.equal(predecessors(phases, 'wipe-secrets').size, phases.length - 1);
  });
}
