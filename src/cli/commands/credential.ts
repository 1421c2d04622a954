import { Cluster } from '#api/cluster/index.ts';
import { rfc3339 } from '#base/rfc3339.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { issueCredential } from '../credential/issue-credential.ts';
import { keepCredential } from '../credential/keep-credential.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';

/** A working day, and no more than that when it leaks. */
const validSeconds = 8 * 3600;

/** `slipway credential CLUSTER`: what kubectl runs; prints an ExecCredential. A kept one needs no manager. */
export async function credential(
  context: CommandContext,
  cluster: string,
  options: { readonly namespace?: string | undefined; readonly uid?: string | undefined },
): Promise<ExitCode> {
  const namespace = options.namespace ?? 'default';
  const present = async () =>
    (await (await context.connect()).objects.get(Cluster, { namespace, name: cluster })).metadata.uid;
  const uid = options.uid ?? (await present());
  if (!/^[\w-]+$/.test(uid)) throw new CliError(`"${uid}" is no uid`, { exitCode: exitCodes.usage });
  const kept = await keepCredential(context, uid, async () => {
    if ((await present()) !== uid) {
      throw new CliError(`the kubeconfig is of an earlier cluster ${cluster}`, {
        cure: `fetch a new one: slipway kubeconfig ${cluster} -n ${namespace} --merge`,
      });
    }
    return issueCredential(context, await context.connect(), { namespace, cluster, seconds: validSeconds });
  });
  context.terminal.print(
    JSON.stringify({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      status: {
        expirationTimestamp: rfc3339(kept.expires),
        clientCertificateData: kept.certificate,
        clientKeyData: kept.key,
      },
    }),
  );
  return exitCodes.ok;
}
