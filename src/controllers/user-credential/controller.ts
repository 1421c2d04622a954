import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import { Secret } from '#api/builtin/secret.ts';
import type { ComputedCondition, Controller, StatusInput } from '#runtime/controller.ts';
import { type CredentialScope, readScope } from './scope.ts';

type Input = StatusInput<CertificateSigningRequest, CredentialScope>;

function conditions({ scope }: Input): readonly ComputedCondition[] {
  if (!scope || 'foreign' in scope.answer) return [];
  if ('refused' in scope.answer)
    return [{ type: 'Denied', status: 'True', reason: scope.answer.reason, message: scope.answer.refused }];
  return [{ type: 'Approved', status: 'True', reason: 'SignedForUser', message: 'signed for the cluster it names' }];
}

/**
 * Signs short-lived certificates for people who ask the manager for a way into a cluster. The private key never leaves their machine,
 * and whoever may create such a request may already do everything to the cluster through the manager.
 */
export const userCredential: Controller<CertificateSigningRequest, CredentialScope> = {
  name: 'user-credential.signer',
  for: CertificateSigningRequest,
  reads: [{ kind: Secret, wakes: () => [] }],
  owns: [],
  remote: [],
  remoteWrites: [],
  uses: ['pki'],
  scope: readScope,
  steps: [],
  deletionSteps: [],
  status: ({ scope }) =>
    scope && 'certificate' in scope.answer ? { certificate: scope.answer.certificate } : undefined,
  conditions,
  readyFrom: [],
};
