import { isRecord } from '#base/is-record.ts';
import type { BootstrapTask } from './bootstrap-task.ts';

/** Labels and taints with which a kubelet registers its Node, as the kubeadm documents of its task say. */
export function nodeRegistration(task: BootstrapTask): {
  readonly labels: { readonly [key: string]: string };
  readonly taints: readonly unknown[];
} {
  const documents = task.kubeadm.map(asRecord);
  const registration = asRecord(
    documents.map((document) => document['nodeRegistration']).find((found) => found !== undefined),
  );
  const extra = Array.isArray(registration['kubeletExtraArgs']) ? registration['kubeletExtraArgs'].map(asRecord) : [];
  const text = extra.find(({ name }) => name === 'node-labels')?.['value'];
  const labels = Object.fromEntries(
    (typeof text === 'string' ? text : '')
      .split(',')
      .filter((pair) => pair !== '')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const controlPlane = task.mode !== 'join';
  const role = 'node-role.kubernetes.io/control-plane';
  const defaults = controlPlane ? [{ key: role, effect: 'NoSchedule' }] : [];
  return {
    labels: { 'kubernetes.io/hostname': task.nodeName, ...labels, ...(controlPlane ? { [role]: '' } : {}) },
    taints: Array.isArray(registration['taints']) ? registration['taints'] : defaults,
  };
}

function asRecord(value: unknown): { readonly [name: string]: unknown } {
  return isRecord(value) ? value : {};
}
