import { systemNamespace } from '#api/system-namespace.ts';
import { leaseKey } from '../cluster/lease-key.ts';
import { epochKey } from './epoch-key.ts';
import { managerRole } from './manager-role.ts';

/** What it asks for in its own namespace: the Lease it leads by, and the number of the newest leader. */
export const managerSystemRole = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { ...managerRole.metadata, namespace: systemNamespace },
  rules: [
    // A name cannot narrow the right to create.
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      resourceNames: [leaseKey.name],
      verbs: ['get', 'update'],
    },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [epochKey.name], verbs: ['get', 'update'] },
  ],
} as const;
