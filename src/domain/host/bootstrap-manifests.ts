import { managerIdentity } from '../identity/manager-identity.ts';
import { nodesGroup } from '../identity/nodes-group.ts';

const rbac = 'rbac.authorization.k8s.io/v1';

function clusterBinding(name: string, role: string, group: string): unknown {
  return {
    apiVersion: rbac,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
  };
}

/** What the manager may do in a workload cluster: exactly what its controllers' remote declarations use. */
function managerRole(): unknown {
  return {
    apiVersion: rbac,
    kind: 'ClusterRole',
    metadata: { name: 'slipway:manager' },
    rules: [
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch', 'patch', 'delete'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
      { apiGroups: ['apps'], resources: ['deployments', 'daemonsets'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: ['get', 'list', 'watch'] },
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['certificatesigningrequests'],
        verbs: ['get', 'list', 'watch'],
      },
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['certificatesigningrequests/approval'],
        verbs: ['update', 'patch'],
      },
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['signers'],
        resourceNames: ['kubernetes.io/kube-apiserver-client-kubelet'],
        verbs: ['approve'],
      },
    ],
  };
}

/** Bootstrap tokens are Secrets of kube-system: the only Secrets the manager may touch. */
function managerTokens(): readonly unknown[] {
  return [
    {
      apiVersion: rbac,
      kind: 'Role',
      metadata: { name: 'slipway:manager-tokens', namespace: 'kube-system' },
      rules: [
        { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'] },
      ],
    },
    {
      apiVersion: rbac,
      kind: 'RoleBinding',
      metadata: { name: 'slipway:manager-tokens', namespace: 'kube-system' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'slipway:manager-tokens' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: managerIdentity.group }],
    },
  ];
}

/** kubeadm's join reads two ConfigMaps and its own Node. */
function joinPermissions(): readonly unknown[] {
  return [
    {
      apiVersion: rbac,
      kind: 'Role',
      metadata: { name: 'slipway:join', namespace: 'kube-system' },
      rules: [
        {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['kubeadm-config', 'kubelet-config', 'kube-proxy'],
          verbs: ['get'],
        },
      ],
    },
    {
      apiVersion: rbac,
      kind: 'RoleBinding',
      metadata: { name: 'slipway:join', namespace: 'kube-system' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'slipway:join' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: nodesGroup }],
    },
    clusterBinding('slipway:bootstrap', 'system:node-bootstrapper', nodesGroup),
    {
      apiVersion: rbac,
      kind: 'ClusterRole',
      metadata: { name: 'slipway:get-nodes' },
      rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }],
    },
    clusterBinding('slipway:get-nodes', 'slipway:get-nodes', nodesGroup),
  ];
}

/** What a new cluster needs before the manager and the first worker can talk to it. */
export function bootstrapManifests(): readonly unknown[] {
  return [
    managerRole(),
    clusterBinding('slipway:manager', 'slipway:manager', managerIdentity.group),
    ...managerTokens(),
    ...joinPermissions(),
  ];
}
