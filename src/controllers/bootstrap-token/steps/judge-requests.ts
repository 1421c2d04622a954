import { CertificateSigningRequest } from '#api/builtin/certificate-signing-request.ts';
import type { Outcome } from '#base/outcome.ts';
import { judgeNodeRequest } from '#domain/identity/judge-node-request.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { TokenScope } from '../scope.ts';

function pending(request: CertificateSigningRequest): boolean {
  return (request.status?.conditions ?? []).length === 0;
}

function approved(request: CertificateSigningRequest): boolean {
  return (request.status?.conditions ?? []).some((condition) => condition.type === 'Approved');
}

/** Pre: the token is published. Changes: approves the one certificate the machine is due and denies every other request of its token. */
export async function judgeRequests(scope: TokenScope, pass: Pass): Promise<Outcome> {
  const { machine, remote, token } = scope;
  const request = scope.requests?.find(pending);
  if (!request || !token || !remote) return { outcome: 'proceed' };
  // One certificate for each time the machine began: a power cut may have taken the one before, anything more is somebody else.
  const granted = (scope.requests ?? []).filter(approved).length;
  const alreadyIssued = scope.joined || granted >= Math.max(1, scope.attempts);
  const verdict = judgeNodeRequest(
    {
      signerName: request.spec.signerName,
      username: request.spec.username ?? '',
      usages: request.spec.usages ?? [],
      subject: await pass.pki.readRequest(atob(request.spec.request)),
    },
    { name: machine.metadata.name, tokenId: token.id, alreadyIssued },
  );
  // The cache may be behind the journal: what it shows as open was perhaps approved before a reply was lost.
  if (!verdict.approve && !pending((await remote.live(CertificateSigningRequest, request.metadata)) ?? request)) {
    return { outcome: 'proceed' };
  }
  await remote.approve(request.metadata.name, {
    approved: verdict.approve,
    reason: verdict.approve ? 'MachineKnown' : 'MachineMismatch',
    message: verdict.approve ? 'the first request of this machine' : verdict.because,
    effect: {
      because: [`Machine ${keyText(machine)}`],
      called: effects.nodeCertificate(keyText(machine)),
      after: [effects.publishToken(keyText(machine)), effects.machine(keyText(machine))],
    },
  });
  const message = verdict.approve ? "approved the machine's certificate" : `refused a certificate: ${verdict.because}`;
  return {
    outcome: 'progressed',
    reason: verdict.approve ? 'CertificateApproved' : 'CertificateRefused',
    message,
    wokenBy: [{ by: 'remote', what: 'CertificateSigningRequest' }],
  };
}
