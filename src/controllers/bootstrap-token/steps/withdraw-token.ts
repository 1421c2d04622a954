import { Secret } from '#api/builtin/secret.ts';
import type { Outcome } from '#base/outcome.ts';
import { effects } from '../../reading/effects.ts';
import { keyText } from '../../reading/key-text.ts';
import type { TokenScope } from '../scope.ts';

/** Changes: deletes the token of a machine that goes. With the whole cluster going, or its API silent, the token dies with it or by itself. */
export async function withdrawToken(scope: TokenScope): Promise<Outcome> {
  const { cluster, machine, published, remote } = scope;
  const pointless = !cluster || cluster.metadata.deletionTimestamp || !remote || remote.state.state !== 'reachable';
  if (pointless || !published) return { outcome: 'proceed' };
  await remote.delete(
    Secret,
    { namespace: 'kube-system', name: published.metadata.name },
    { because: [`Machine ${keyText(machine)} deleted`], called: effects.token(keyText(machine)) },
  );
  return {
    outcome: 'progressed',
    reason: 'TokenWithdrawn',
    message: 'deleted the token',
    wokenBy: [{ by: 'remote', what: 'Secret' }],
  };
}
