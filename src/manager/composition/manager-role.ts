import { userSigner } from '#api/user-signer.ts';
import { rightsOf } from '#runtime/rights-of.ts';
import { composition } from './composition.ts';

/** A rule of a ClusterRole, as `rbac.authorization.k8s.io/v1` has it. */
interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** Whoever writes a certificate into a request must be allowed to sign for the signer it names. */
const signing: Rule = {
  apiGroups: ['certificates.k8s.io'],
  resources: ['signers'],
  resourceNames: [userSigner],
  verbs: ['sign'],
};

/** Resources of one group with the same verbs share a rule. */
function rules(): readonly Rule[] {
  const rights = rightsOf({ ...composition, providers: { kind: composition.providerKind } });
  const alike = Map.groupBy(rights, ({ group, verbs }) => `${group} ${verbs.join()}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ apiGroups: [first.group], resources: group.map(({ resource }) => resource), verbs: first.verbs }];
  });
}

/** What the controllers of a manager ask of a kube-apiserver that has their objects: the least ClusterRole for them. */
export const managerRole = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'slipway-manager' },
  rules: [...rules(), signing],
} as const;
