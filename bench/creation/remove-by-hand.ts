import { docker } from '../../e2e/harness/docker.ts';
import { byHandLabel } from './by-hand-label.ts';

async function list(what: readonly string[]): Promise<readonly string[]> {
  const printed = await docker([...what, '--quiet', '--filter', `label=${byHandLabel}`]);
  return printed.split('\n').filter(Boolean);
}

/** Removes the machines this process started by hand, their volumes and their networks. */
export async function removeByHand(): Promise<void> {
  const containers = await list(['ps', '--all']);
  if (containers.length > 0) await docker(['rm', '--force', '--volumes', ...containers]);
  const networks = await list(['network', 'ls']);
  if (networks.length > 0) await docker(['network', 'rm', ...networks]);
}
