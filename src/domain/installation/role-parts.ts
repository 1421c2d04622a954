import { systemNamespace } from '#api/system-namespace.ts';
import { installationNames } from './installation-names.ts';
import type { InstalledPart } from './installed-part.ts';
import managerRules from './manager-rules.json' with { type: 'json' };
import { rbacKinds } from './rbac-kinds.ts';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';
const { labels, manager, metricsReader } = installationNames;
const subjects = [{ kind: 'ServiceAccount', name: manager, namespace: systemNamespace }];

/**
 * What the manager may do: everywhere what its controllers declare, in its own namespace what choosing a leader takes.
 * And what whoever reads its metrics has to be bound to; nobody is.
 */
export const roleParts: readonly InstalledPart[] = [
  {
    kind: rbacKinds.ClusterRole,
    object: { apiVersion, kind: 'ClusterRole', metadata: { name: manager, labels }, rules: managerRules.cluster },
  },
  {
    kind: rbacKinds.ClusterRoleBinding,
    object: {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: manager, labels },
      roleRef: { apiGroup, kind: 'ClusterRole', name: manager },
      subjects,
    },
  },
  {
    kind: rbacKinds.Role,
    object: {
      apiVersion,
      kind: 'Role',
      metadata: { name: manager, namespace: systemNamespace, labels },
      rules: managerRules.system,
    },
  },
  {
    kind: rbacKinds.RoleBinding,
    object: {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { name: manager, namespace: systemNamespace, labels },
      roleRef: { apiGroup, kind: 'Role', name: manager },
      subjects,
    },
  },
  {
    kind: rbacKinds.ClusterRole,
    object: {
      apiVersion,
      kind: 'ClusterRole',
      metadata: { name: metricsReader, labels },
      rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
    },
  },
];
