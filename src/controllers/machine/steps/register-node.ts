import { Node } from '#api/builtin/node.ts';
import type { Outcome } from '#base/outcome.ts';
import type { Pass } from '#runtime/pass.ts';
import { keyText } from '../../reading/key-text.ts';
import type { MachineScope } from '../scope.ts';

const wokenBy = [{ by: 'remote', what: 'Node' }] as const;

/**
 * Pre: the bootstrap is done, so a kubelet registered its Node once and does not again by itself. Changes: where somebody
 * deleted that Node, has the machine register it with the pod ranges it has, so that its pods stay.
 */
export async function registerNode(scope: MachineScope, pass: Pass): Promise<Outcome> {
  const { cluster, machine, node, remote, view } = scope;
  const { metadata, status } = machine;
  const known = status?.nodeRef !== undefined && status.providerId !== undefined;
  if (node || !known || !cluster || view?.read?.observed.state !== 'present') return { outcome: 'proceed' };
  // A cache that is not filled knows no Node either, and one that lags may know an older truth.
  if (remote?.state.state !== 'reachable' || remote.list(Node) === undefined) return { outcome: 'proceed' };
  if (await remote.live(Node, { name: metadata.name })) return { outcome: 'proceed' };
  const { errors, exitCode } = await pass.host.exec({
    provider: cluster.spec.provider,
    machine: status.providerId ?? '',
    target: { resource: 'node', name: keyText(machine) },
    command: { command: ['slipway-host', 'register'], signal: pass.signal },
    reason: { because: [`Machine ${keyText(machine)}`] },
  });
  if (exitCode === 0) {
    const message = 'its Node was deleted by somebody; the machine registered it again';
    return { outcome: 'progressed', reason: 'NodeRegistered', message, wokenBy };
  }
  const message = `its Node was deleted by somebody, and the machine cannot register it again: ${errors.trim()}`;
  return { outcome: 'wait', reason: 'NodeNotRegistered', message, wokenBy, atMostMilliseconds: 5_000 };
}
