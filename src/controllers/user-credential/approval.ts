/**
 * Who says yes to a request. Whoever may ask a manager's own API may do everything through it, so the manager says it by
 * itself. On a cluster anybody may be allowed to ask for certificates, and RBAC knows who may say yes for a signer.
 */
export type Approval = 'manager' | 'people';
