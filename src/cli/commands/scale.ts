import { Cluster } from '#api/cluster/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import { nearest } from '#base/nearest.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';

const highest = 5000;

/** `slipway scale CLUSTER/POOL N`: holds until somebody changes the declared number in the file. */
export async function scale(
  context: CommandContext,
  target: { readonly pool: string; readonly replicas: string },
  options: { readonly namespace?: string | undefined },
): Promise<ExitCode> {
  const [cluster = '', pool = '', ...more] = target.pool.split('/');
  const replicas = Number(target.replicas);
  if (cluster === '' || pool === '' || more.length > 0) {
    throw new CliError(`"${target.pool}" names no pool`, {
      exitCode: exitCodes.usage,
      cure: 'write CLUSTER/POOL, for example: first/workers',
    });
  }
  if (!/^\d+$/.test(target.replicas) || replicas > highest) {
    throw new CliError(`"${target.replicas}" is no number of machines`, {
      exitCode: exitCodes.usage,
      cure: `write a whole number from 0 to ${highest}`,
    });
  }
  const namespace = options.namespace ?? 'default';
  const client = await context.connect();
  await client.objects.get(Cluster, { namespace, name: cluster });
  const pools = (await client.objects.list(NodePool, { namespace })).items.filter(
    ({ spec }) => spec.cluster === cluster,
  );
  const found = pools.find(({ spec }) => spec.pool === pool);
  if (!found) {
    const known = pools.map(({ spec }) => spec.pool);
    const near = nearest(pool, known);
    throw new CliError(`cluster ${cluster} has no pool ${pool}`, {
      exitCode: exitCodes.notFound,
      cure: near === undefined ? `its pools: ${known.join(', ') || 'none'}` : `did you mean ${cluster}/${near}?`,
    });
  }
  const { name } = found.metadata;
  await client.objects.patch<KubeObject>(
    NodePool,
    { namespace, name },
    { type: 'merge', subresource: 'scale', fieldManager: 'slipway-scale', body: { spec: { replicas } } },
  );
  context.terminal.print(
    found.spec.replicas === replicas
      ? `${target.pool} has ${replicas} replicas already`
      : `${target.pool} goes from ${found.spec.replicas} to ${replicas} replicas`,
  );
  return exitCodes.ok;
}
