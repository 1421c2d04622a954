import { group } from '#api/group.ts';
import { systemNamespace } from '#api/system-namespace.ts';
import { userSigner } from '#api/user-signer.ts';
import { controllerRules } from './controller-rules.ts';
import type { RoleRule } from './role-rule.ts';

/** Whoever writes a certificate into a request must be allowed to sign for the signer it names. */
const signing: RoleRule = {
  apiGroups: ['certificates.k8s.io'],
  resources: ['signers'],
  resourceNames: [userSigner],
  verbs: ['sign'],
};

const apiGroups = [group.group];
const reading = ['get', 'list', 'watch'];

/** What computes and applies Plans: it reads all that a change may concern, and declares it in the user's place. */
const planning: readonly RoleRule[] = [
  { apiGroups, resources: ['plans'], verbs: reading },
  { apiGroups, resources: ['plans/status'], verbs: ['patch'] },
  { apiGroups: [''], resources: ['namespaces', 'serviceaccounts'], verbs: ['list'] },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'patch'] },
  { apiGroups, resources: ['clusters', 'nodepools'], verbs: ['create', 'delete', 'patch'] },
];

/** What the process asks for before it leads, and for those who want its metrics. */
const hosting: readonly RoleRule[] = [
  { apiGroups: [''], resources: ['namespaces'], resourceNames: [systemNamespace], verbs: ['get'] },
  { apiGroups, resources: ['platformreleases', 'providers'], verbs: ['create'] },
  { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
  { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
];

const metadata = { name: 'slipway-manager' };

/** What a manager asks of a kube-apiserver that has its objects: the least ClusterRole for it. */
export const managerRole = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata,
  rules: [...controllerRules(), signing, ...planning, ...hosting],
} as const;
