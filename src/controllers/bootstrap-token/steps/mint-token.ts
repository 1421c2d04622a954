import { Secret } from '#api/builtin/secret.ts';
import type { Outcome } from '#base/outcome.ts';
import { secretNames } from '#domain/naming/secret-names.ts';
import type { Pass } from '#runtime/pass.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import { secretData } from '../../reading/secret-data.ts';
import type { TokenScope } from '../scope.ts';

/** Changes: makes the machine's own token and keeps it before anybody uses it: a token that was handed out must be known. */
export async function mintToken(scope: TokenScope, pass: Pass): Promise<Outcome> {
  const { machine } = scope;
  // A machine that was made has the token it was made with, or none: it is told of no other.
  const made = machine.status?.providerId !== undefined;
  if (scope.token || scope.joined || made || !scope.needed) return { outcome: 'proceed' };
  const key = { namespace: machine.metadata.namespace, name: secretNames.token(machine.metadata.name) };
  if (await pass.store.live(Secret, key)) {
    return {
      outcome: 'wait',
      reason: 'CacheBehind',
      message: 'waits to see its own Secret',
      wokenBy: [{ by: 'object', what: 'Secret' }],
      atMostMilliseconds: 1_000,
    };
  }
  const token = await pass.pki.createBootstrapToken();
  await pass.write.ensure(
    Secret,
    { metadata: key, type: 'slipway.dev/bootstrap-token', data: secretData({ id: token.id, secret: token.secret }) },
    { because: [`Machine ${keyText(machine)}`], after: [effects.object('Machine', keyText(machine))] },
  );
  return {
    outcome: 'progressed',
    reason: 'TokenMinted',
    message: 'made the bootstrap token',
    wokenBy: [{ by: 'object', what: 'Secret' }],
  };
}
