import { Secret } from '#api/builtin/secret.ts';
import type { Outcome } from '#base/outcome.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import { machineGroup } from '#domain/identity/machine-group.ts';
import { nodesGroup } from '#domain/identity/nodes-group.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import { secretData } from '../../reading/secret-data.ts';
import { secretText } from '../../reading/secret-text.ts';
import type { Token, TokenScope } from '../scope.ts';

/** A quarter of an hour, renewed while the machine has not joined: what leaks from a dead machine is soon worth nothing. */
const lifeMilliseconds = 15 * 60 * 1000;
/** Renewed when a third is left, so that a slow join never sees it end. */
const renewMilliseconds = lifeMilliseconds / 3;

function secretFor(token: Token, machine: string, expiration: number) {
  return {
    metadata: { namespace: 'kube-system', name: `bootstrap-token-${token.id}` },
    type: 'bootstrap.kubernetes.io/token',
    data: secretData({
      'token-id': token.id,
      'token-secret': token.secret,
      expiration: rfc3339(expiration),
      'usage-bootstrap-authentication': 'true',
      'auth-extra-groups': `${nodesGroup},${machineGroup.of(machine)}`,
    }),
  };
}

/** Pre: the token is kept. Changes: puts it into the workload cluster, or renews it there. Woken by: the cluster and time. */
export async function publishToken(scope: TokenScope, pass: Pass): Promise<Outcome> {
  const { machine, remote, token } = scope;
  if (!token || scope.joined) return { outcome: 'proceed' };
  if (!remote || !scope.requests) {
    return {
      outcome: 'wait',
      reason: 'WaitingForApi',
      message: "the cluster's API does not serve yet",
      wokenBy: [{ by: 'remote', what: 'Secret' }],
      atMostMilliseconds: 30_000,
    };
  }
  const ends = scope.published ? Date.parse(secretText(scope.published, 'expiration') ?? '') : 0;
  if (ends - pass.now > renewMilliseconds) return { outcome: 'proceed' };
  await remote.ensure(Secret, secretFor(token, machine.metadata.name, pass.now + lifeMilliseconds), {
    because: [`Machine ${keyText(machine)}`],
    called: effects.token(keyText(machine)),
    after: [effects.object('Secret', `${machine.metadata.namespace}/${machine.metadata.name}-token`)],
  });
  return {
    outcome: 'progressed',
    reason: 'TokenPublished',
    message: 'the machine may join now',
    wokenBy: [{ by: 'remote', what: 'CertificateSigningRequest' }],
  };
}
