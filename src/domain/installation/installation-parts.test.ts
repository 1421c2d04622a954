import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installationParts } from './installation-parts.ts';
import type { InstalledPart } from './installed-part.ts';

const settings = { image: 'registry.example.com/manager:1', replicas: 2, hostPaths: [], groups: [] };

interface PodSpec {
  readonly securityContext: { readonly [field: string]: unknown };
  readonly affinity: { readonly [field: string]: unknown };
  readonly volumes: readonly object[];
  readonly containers: readonly [
    { readonly securityContext: object; readonly args: readonly string[]; readonly volumeMounts: readonly object[] },
  ];
}

function podOf(parts: readonly InstalledPart[]): PodSpec {
  const spec = parts.find(({ kind }) => kind.kind === 'Deployment')?.object['spec'];
  return (spec as { readonly template: { readonly spec: PodSpec } }).template.spec;
}

function order(parts: readonly InstalledPart[]): readonly string[] {
  return [...new Set(parts.map(({ kind }) => kind.kind))];
}

test('each part comes after what it needs, and the manager last', () => {
  assert.deepEqual(order(installationParts.lasting(settings)), ['CustomResourceDefinition', 'Namespace', 'ConfigMap']);
  const manager = order(installationParts.manager(settings));
  assert.equal(manager[0], 'ServiceAccount');
  assert.equal(manager.at(-1), 'Deployment');
  assert.ok(manager.indexOf('ClusterRole') < manager.indexOf('ClusterRoleBinding'));
  assert.ok(manager.indexOf('Role') < manager.indexOf('RoleBinding'));
});

test('the Pods keep to the restricted standard, which their namespace enforces', () => {
  const pod = podOf(installationParts.manager(settings));
  assert.equal(pod.securityContext['runAsNonRoot'], true);
  assert.deepEqual(pod.securityContext['seccompProfile'], { type: 'RuntimeDefault' });
  assert.deepEqual(pod.containers[0].securityContext, {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
  assert.ok(!JSON.stringify(pod.volumes).includes('hostPath'));
  const namespace = installationParts.lasting(settings).find(({ kind }) => kind.kind === 'Namespace');
  const { labels } = (namespace?.object.metadata ?? {}) as { readonly labels?: { readonly [name: string]: string } };
  assert.equal(labels?.['pod-security.kubernetes.io/enforce'], 'restricted');
});

test('paths of the nodes are seen read-only, and only a namespace that says so allows them', () => {
  const hostPaths = [{ path: '/srv/docker.sock', mountPath: '/var/run/docker.sock' }];
  const given = { ...settings, hostPaths, groups: [999] };
  const pod = podOf(installationParts.manager(given));
  assert.deepEqual(pod.volumes.at(-1), { name: 'host-0', hostPath: { path: '/srv/docker.sock' } });
  assert.deepEqual(pod.containers[0].volumeMounts.at(-1), {
    name: 'host-0',
    mountPath: '/var/run/docker.sock',
    readOnly: true,
  });
  assert.deepEqual(pod.securityContext['supplementalGroups'], [999]);
  assert.equal(pod.securityContext['runAsNonRoot'], true);
  assert.match(JSON.stringify(installationParts.lasting(given)), /"pod-security.kubernetes.io\/enforce":"privileged"/);
});

test('an image that no registry has keeps the Pods to the nodes that were given it', () => {
  assert.equal(podOf(installationParts.manager(settings)).affinity['nodeAffinity'], undefined);
  const pod = podOf(installationParts.manager({ ...settings, onNodesWith: '1-abc' }));
  assert.deepEqual(pod.affinity['nodeAffinity'], {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'slipway.dev/manager-image', operator: 'In', values: ['1-abc'] }] },
      ],
    },
  });
});
