import { parseArgs } from 'node:util';
import type { ClusterPlace } from '../cluster/cluster-place.ts';

/** What the manager's process was told on its command line. */
export interface ServerArguments {
  /** Absent: the manager's own store. */
  readonly place?: ClusterPlace;
  /** Where health and metrics are served; absent: nowhere. */
  readonly health?: { readonly host: string; readonly port: number };
  /** What this manager is called in the Lease, beside something of its own. */
  readonly identity?: string;
}

/** Reads the words after the entry file's name. Throws with a sentence about what is wrong. */
export function readServerArguments(words: readonly string[]): ServerArguments {
  const { values } = parseArgs({
    args: [...words],
    options: {
      kubeconfig: { type: 'string' },
      'kube-context': { type: 'string' },
      'in-cluster': { type: 'boolean' },
      'health-address': { type: 'string' },
      identity: { type: 'string' },
    },
  });
  const { identity, 'health-address': address } = values;
  const place = placeOf(values.kubeconfig, values['kube-context'], values['in-cluster'] === true);
  if (place === undefined && (address !== undefined || identity !== undefined))
    throw new Error('--health-address and --identity are of a manager on a cluster: name it with --kubeconfig FILE');
  return {
    ...(place === undefined ? {} : { place }),
    ...(address === undefined ? {} : { health: addressOf(address) }),
    ...(identity === undefined ? {} : { identity }),
  };
}

function placeOf(file: string | undefined, context: string | undefined, inCluster: boolean): ClusterPlace | undefined {
  if (inCluster) {
    if (file !== undefined || context !== undefined)
      throw new Error('--in-cluster says it all: it is given without --kubeconfig and --kube-context');
    return { way: 'in-cluster' };
  }
  if (file !== undefined) return { way: 'kubeconfig', file, ...(context === undefined ? {} : { context }) };
  if (context !== undefined) throw new Error('--kube-context names a context of the file given with --kubeconfig');
  return undefined;
}

function addressOf(text: string): { readonly host: string; readonly port: number } {
  const found = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<host>[^:[\]]+)):(?<port>\d{1,5})$/iu.exec(text)?.groups;
  const port = Number(found?.['port']);
  if (found === undefined || port > 65_535)
    throw new Error(`--health-address is HOST:PORT such as 127.0.0.1:8081 or [::]:8081, not ${text}`);
  return { host: found['six'] ?? found['host'] ?? '', port };
}
