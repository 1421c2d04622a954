import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { ComputedCondition, Controller, StatusInput } from '#runtime/controller.ts';
import type { Approval } from './approval.ts';
import { type CredentialScope, readScope } from './scope.ts';

type Input = StatusInput<CertificateSigningRequest, CredentialScope>;

function conditions({ scope }: Input, approvedBy: Approval): readonly ComputedCondition[] {
  if (!scope || 'foreign' in scope.answer) return [];
  if ('refused' in scope.answer) {
    // Of what was approved a signer can only say that it failed.
    const type = approvedBy === 'manager' ? 'Denied' : 'Failed';
    return [{ type, status: 'True', reason: scope.answer.reason, message: scope.answer.refused }];
  }
  if (approvedBy === 'people') return [];
  return [{ type: 'Approved', status: 'True', reason: 'SignedForUser', message: 'signed for the cluster it names' }];
}

/** Signs short-lived certificates for people who ask for a way into a cluster. The private key never leaves their machine. */
export function userCredential(approvedBy: Approval): Controller<CertificateSigningRequest, CredentialScope> {
  return {
    name: 'user-credential.signer',
    for: CertificateSigningRequest,
    reads: [{ kind: Secret, wakes: () => [] }],
    owns: [],
    remote: [],
    remoteWrites: [],
    uses: ['pki'],
    scope: (request, pass) => readScope(request, pass, approvedBy),
    steps: [],
    deletionSteps: [],
    status: ({ scope }) =>
      scope && 'certificate' in scope.answer ? { certificate: scope.answer.certificate } : undefined,
    conditions: (input) => conditions(input, approvedBy),
    readyFrom: [],
    withoutReady: true,
  };
}
