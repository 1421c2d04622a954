import { Secret } from '#api/builtin/secret.ts';
import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import { readOrFailure } from '../../reading/read-or-failure.ts';
import type { TokenScope } from '../scope.ts';

/** Changes: deletes the token of a machine that goes. With the whole cluster going, or its API silent, the token dies with it or by itself. */
export async function withdrawToken(scope: TokenScope): Promise<Outcome> {
  const { cluster, machine, remote, token } = scope;
  if (!cluster || cluster.metadata.deletionTimestamp || !remote || !token) return { outcome: 'proceed' };
  // Asked now: to a manager that has just started its cache would say "not known" of what is there.
  const key = { namespace: 'kube-system', name: `bootstrap-token-${token.id}` };
  const published = await readOrFailure(() => remote.live(Secret, key));
  if (!published.read) return { outcome: 'proceed' };
  await remote.delete(Secret, key, {
    because: [`Machine ${keyText(machine)} deleted`],
    called: effects.token(keyText(machine)),
  });
  return {
    outcome: 'progressed',
    reason: 'TokenWithdrawn',
    message: 'deleted the token',
    wokenBy: [{ by: 'remote', what: 'Secret' }],
  };
}
