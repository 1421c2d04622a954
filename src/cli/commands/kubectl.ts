import { spawn } from 'node:child_process';
import { access as isAccessible, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { MachineImage } from '#api/machine-image/index.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { issueCredential } from '../credential/issue-credential.ts';
import { keepCredential } from '../credential/keep-credential.ts';
import { exitCodes } from '../exit-codes.ts';
import { buildKubeconfig } from '../kubeconfig/build-kubeconfig.ts';
import { clusterAccess } from '../kubeconfig/cluster-access.ts';

const validSeconds = 8 * 3600;

function isThere(path: string): Promise<boolean> {
  return isAccessible(path).then(
    () => true,
    () => false,
  );
}

/** The kubectl that was built with the release; the one in PATH where it is not on this machine. */
async function programOf(context: CommandContext, client: KubeClient, release: string): Promise<string> {
  const { items } = await client.objects.list(MachineImage);
  const found = items.find(({ spec, status }) => spec.release === release && status?.kubectl !== undefined);
  const built = found?.status?.kubectl;
  // The manager of a cluster has it where it runs itself.
  if (context.cluster !== undefined && (built === undefined || !(await isThere(built)))) return 'kubectl';
  if (built !== undefined) return built;
  throw new CliError(`no kubectl has been built for release ${release}`, {
    cure: `build it with: slipway image build ${release}`,
  });
}

function run(command: readonly string[], environment: CommandContext['environment']): Promise<number> {
  const [program = '', ...words] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'inherit', env: environment });
    child.once('error', (error) => reject(new CliError(`kubectl cannot be run: ${error.message}`)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** `slipway kubectl CLUSTER -- …`: the exit code is kubectl's. */
export async function kubectl(
  context: CommandContext,
  target: { readonly cluster: string; readonly words: readonly string[] },
  options: { readonly namespace?: string | undefined },
): Promise<number> {
  const { cluster, words } = target;
  const namespace = options.namespace ?? 'default';
  const client = await context.connect();
  const access = await clusterAccess(client, { namespace, name: cluster });
  const program = await programOf(context, client, access.release);
  const issue = () => issueCredential(context, client, { namespace, cluster, seconds: validSeconds });
  const config = buildKubeconfig(access, await keepCredential(context, access.uid, issue));
  const directory = await mkdtemp(join(tmpdir(), 'slipway-kubectl-'));
  try {
    const path = join(directory, 'kubeconfig');
    await writeFile(path, JSON.stringify(config), { mode: 0o600 });
    const code = await run([program, ...words], { ...context.environment, KUBECONFIG: path });
    return context.signal.aborted ? exitCodes.interrupted : code;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
