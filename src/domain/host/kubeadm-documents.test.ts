import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { hostPaths } from './host-paths.ts';
import { type KubeadmInput, kubeadmDocuments } from './kubeadm-documents.ts';

const base: KubeadmInput = {
  mode: 'init',
  nodeName: 'first-control-plane-1',
  clusterName: 'first',
  kubernetesVersion: '1.36.3',
  endpoint: { address: '172.31.0.5', port: 6443 },
  podCidrs: ['10.244.0.0/16'],
  serviceCidrs: ['10.96.0.0/16'],
  dnsDomain: 'cluster.local',
  imageRepository: 'slipway.dev/images',
  etcdTag: '3.6.16',
  corednsTag: 'v1.14.7',
  hostFacts: { cgroupVersion: 2, cgroupDriver: 'systemd', swap: false, shared: false },
  ignorePreflightErrors: [],
  certificateNames: ['203.0.113.7'],
  labels: {},
  imagePullPolicy: 'IfNotPresent',
};

const variants: { readonly [name: string]: KubeadmInput } = {
  'init-plain': base,
  'init-shared-cgroup1': {
    ...base,
    hostFacts: { cgroupVersion: 1, cgroupDriver: 'cgroupfs', swap: true, shared: true },
    ignorePreflightErrors: ['Swap', 'SystemVerification'],
    advertiseAddress: '172.31.0.10',
    nodeIp: '172.31.0.10',
    imagePullPolicy: 'Never',
    taints: [],
  },
  'init-dual-stack': {
    ...base,
    endpoint: { address: 'fd00::5', port: 6443 },
    podCidrs: ['10.244.0.0/16', 'fd00:244::/56'],
    serviceCidrs: ['10.96.0.0/16', 'fd00:96::/112'],
    apiServer: {
      extraArgs: [{ name: 'v', value: '2' }],
      extraVolumes: [{ name: 'audit', hostPath: '/etc/audit', mountPath: '/etc/audit', readOnly: true }],
    },
    controllerManager: { extraArgs: [{ name: 'kube-api-qps', value: '300' }] },
    kubeletExtraArgs: [{ name: 'v', value: '4' }],
    patches: hostPaths.kubeadmPatches,
  },
  'join-worker': {
    ...base,
    mode: 'join',
    nodeName: 'first-workers-1',
    labels: { 'example.test/pool': 'workers', 'node-role.kubernetes.io/worker': '' },
    taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
  },
  'join-control-plane': {
    ...base,
    mode: 'join-control-plane',
    nodeName: 'first-control-plane-2',
    advertiseAddress: '172.31.0.11',
  },
};

function yamlOf(input: KubeadmInput): string {
  return kubeadmDocuments(input)
    .map((document) => stringify(document))
    .join('---\n');
}

for (const [name, input] of Object.entries(variants)) {
  test(`the documents for ${name} are those of the golden file`, () => {
    const path = new URL(`./golden/${name}.yaml`, import.meta.url);
    if (process.env['SLIPWAY_WRITE_GOLDEN'] === '1') writeFileSync(path, yamlOf(input));
    assert.equal(yamlOf(input), readFileSync(path, 'utf8'));
  });
}

test('absent taints leave the default to kubeadm, while an empty list says that there are none', () => {
  const registration = (input: KubeadmInput): string => JSON.stringify(kubeadmDocuments(input)[0]);
  assert.equal(registration(base).includes('taints'), false);
  assert.equal(registration({ ...base, taints: [] }).includes('"taints":[]'), true);
});

const kubeadm = process.env['SLIPWAY_KUBEADM'];
const missing = kubeadm === undefined || !existsSync(kubeadm) ? 'SLIPWAY_KUBEADM names no kubeadm binary' : false;

test('kubeadm itself finds every document valid', { skip: missing }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-kubeadm-'));
  try {
    writeFileSync(join(directory, 'discovery.conf'), 'apiVersion: v1\nkind: Config\n');
    for (const [name, input] of Object.entries(variants)) {
      const path = join(directory, `${name}.yaml`);
      // The host utility writes the discovery file and the token just before kubeadm runs.
      writeFileSync(path, yamlOf(input).replace(hostPaths.discovery, join(directory, 'discovery.conf')));
      const output = execFileSync(kubeadm ?? '', ['config', 'validate', '--config', path], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
      assert.match(output, /ok/, name);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});
