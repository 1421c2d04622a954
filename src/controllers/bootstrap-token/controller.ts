import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { machineGroup } from '#domain/identity/machine-group.ts';
import type { Controller } from '#runtime/controller.ts';
import { guarded } from '../reading/guarded.ts';
import { ownerKey } from '../reading/owner-key.ts';
import { readScope, type TokenScope } from './scope.ts';
import { status } from './status.ts';
import { judgeRequests } from './steps/judge-requests.ts';
import { mintToken } from './steps/mint-token.ts';
import { publishToken } from './steps/publish-token.ts';
import { retireToken } from './steps/retire-token.ts';
import { withdrawToken } from './steps/withdraw-token.ts';

/**
 * Gives each worker one credential that can do one thing: ask, once, for the certificate of the Node of its own name.
 * Nothing approves automatically for these tokens; this controller approves what the rule in `domain/identity` allows.
 */
export const machineBootstrapToken: Controller<Machine, TokenScope> = {
  name: 'machine.bootstrap-token',
  for: Machine,
  reads: [
    { kind: Cluster, wakes: () => [] },
    { kind: Secret, wakes: ownerKey('Machine') },
  ],
  owns: [Secret],
  remote: [
    {
      kind: Secret,
      namespace: 'kube-system',
      wakes: (secret, cluster) => machineKey(secretGroups(secret as Secret), cluster),
    },
    {
      kind: CertificateSigningRequest,
      wakes: (request, cluster) => machineKey((request as CertificateSigningRequest).spec.groups ?? [], cluster),
    },
  ],
  remoteWrites: [Secret, CertificateSigningRequest],
  uses: ['journals', 'pki', 'workload'],
  scope: readScope,
  steps: guarded([
    { name: 'mint-token', why: 'kept before it is handed out', run: mintToken },
    { name: 'publish-token', why: 'the machine cannot ask before its token is known', run: publishToken },
    { name: 'judge-requests', why: 'only a published token can have asked', run: judgeRequests },
    { name: 'retire-token', why: 'after the machine keeps its certificate', run: retireToken },
  ]),
  deletionSteps: guarded([{ name: 'withdraw-token', why: 'a token must not outlive its machine', run: withdrawToken }]),
  status,
  conditions: () => [],
  readyFrom: [],
};

function secretGroups(secret: Secret): readonly string[] {
  const groups = secret.data?.['auth-extra-groups'];
  return groups === undefined ? [] : atob(groups).split(',');
}

function machineKey(groups: readonly string[], cluster: { readonly namespace: string }) {
  const name = machineGroup.machineIn(groups);
  return name === undefined ? [] : [{ namespace: cluster.namespace, name }];
}
