import { appliedKind } from './applied-kind.ts';

const place = { group: 'rbac.authorization.k8s.io', version: 'v1' };

/** The kinds that say who may do what. */
export const rbacKinds = {
  ClusterRole: appliedKind({ ...place, kind: 'ClusterRole', plural: 'clusterroles', scope: 'Cluster' }),
  ClusterRoleBinding: appliedKind({
    ...place,
    kind: 'ClusterRoleBinding',
    plural: 'clusterrolebindings',
    scope: 'Cluster',
  }),
  Role: appliedKind({ ...place, kind: 'Role', plural: 'roles', scope: 'Namespaced' }),
  RoleBinding: appliedKind({ ...place, kind: 'RoleBinding', plural: 'rolebindings', scope: 'Namespaced' }),
} as const;
