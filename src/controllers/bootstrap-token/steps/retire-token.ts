import { Secret } from '#api/builtin/secret.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { TokenScope } from '../scope.ts';

/** Pre: the machine keeps its certificate. Changes: deletes the token in the workload cluster: it has served. */
export async function retireToken(scope: TokenScope, pass: Pass): Promise<Outcome> {
  const { machine, remote, published } = scope;
  if (scope.joined && published && remote) {
    await remote.delete(
      Secret,
      { namespace: 'kube-system', name: published.metadata.name },
      {
        because: [`Machine ${keyText(machine)}`],
        called: effects.token(keyText(machine)),
        after: [effects.publishToken(keyText(machine)), effects.approveNode(keyText(machine))],
      },
    );
    return {
      outcome: 'progressed',
      reason: 'TokenRetired',
      message: 'deleted the used token',
      wokenBy: [{ by: 'remote', what: 'Secret' }],
    };
  }
  if (scope.joined || !scope.token) return { outcome: 'proceed' };
  const ends = pass.now + 10 * 60 * 1000;
  return {
    outcome: 'wait',
    reason: 'WaitingForJoin',
    message: 'waits for the machine to ask for its certificate',
    wokenBy: [
      { by: 'remote', what: 'CertificateSigningRequest' },
      { by: 'time', at: ends },
    ],
    atMostMilliseconds: 600_000,
  };
}
