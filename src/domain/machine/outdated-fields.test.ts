import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machineInputs } from './machine-inputs.ts';
import { outdatedFields } from './outdated-fields.ts';

const made = { release: 'v1.0.0', machine: { cpus: 2 } };

test('a machine whose declaration is the same is current, however it is spelled', () => {
  const declared = { ...made, labels: {}, files: [], preKubeadmCommands: [], kubelet: {} };
  assert.deepEqual(outdatedFields(declared, made), []);
  assert.deepEqual(outdatedFields(made, declared), []);
  const kubelet = { maxPods: 20, featureGates: { B: true, A: false } };
  const reordered = { featureGates: { A: false, B: true }, maxPods: 20 };
  assert.deepEqual(outdatedFields({ ...made, kubelet }, { ...made, kubelet: reordered }), []);
});

test('each input that is declared otherwise is named, and nothing else', () => {
  const declared = {
    release: 'v1.1.0',
    machine: { cpus: 4 },
    files: [{ path: '/etc/a', mode: '0600', content: 'a' }],
    preKubeadmCommands: ['true'],
    apiServer: { certSANs: ['api.example.com'] },
  };
  assert.deepEqual(outdatedFields(declared, made), ['release', 'machine', 'files', 'preKubeadmCommands', 'apiServer']);
});

test('the order of commands and flags counts', () => {
  assert.deepEqual(
    outdatedFields({ ...made, postKubeadmCommands: ['a', 'b'] }, { ...made, postKubeadmCommands: ['b', 'a'] }),
    ['postKubeadmCommands'],
  );
});

test('no taints at all is not the same as saying nothing of them', () => {
  assert.deepEqual(outdatedFields({ ...made, taints: [] }, made), ['taints']);
});

test('what is no input of a machine does not reach one', () => {
  const pool = { ...made, cluster: 'first', pool: 'workers', replicas: 3, labels: { a: 'b' }, taints: undefined };
  assert.deepEqual(machineInputs(pool), { ...made, labels: { a: 'b' } });
});
