import { Cluster } from '#api/cluster/index.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { Provider } from '#api/provider/index.ts';
import { readiness } from '#explain/readiness.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { serverRecord } from '#platform/server/server-record.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { prepareMachine } from '../doctor/prepare-machine.ts';
import { usualSocket } from '../engine/usual-socket.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { objectLabel } from '../kinds/object-label.ts';
import { applyManifests, type Applied } from '../manifest/apply-manifests.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readManifests } from '../manifest/read-manifests.ts';
import { refuseManifests } from '../manifest/refuse-manifests.ts';
import { startServer } from '../server/start-server.ts';
import { stopServer } from '../server/stop-server.ts';
import { elapsedText } from '../render/elapsed-text.ts';
import { followClusters } from '../up/follow-clusters.ts';
import { printFinished } from '../up/print-finished.ts';

/** The manager of this build: started when none runs, restarted when the one that runs is of another build. */
async function ensureServer(context: CommandContext): Promise<void> {
  const { installation, paths, terminal } = context;
  const record = await serverRecord.read(paths.record);
  if (record?.build === installation.build) return;
  if (record) {
    terminal.say('the manager that runs is of another build: restarting it');
    await stopServer(context, record);
  }
  terminal.say('starting the manager …');
  const started = await startServer(context);
  terminal.say(`the manager serves ${started.address}`);
}

/** The engine's socket on this machine that the clusters of a file need; undefined when none needs one. What is wrong the manager judges. */
async function engineSocket(
  manifests: readonly Manifest[],
  stored: (name: string) => Promise<Provider | undefined>,
): Promise<string | undefined> {
  const own = new Map(
    manifests.filter(({ kind }) => kind === Provider).map(({ object }) => [object.metadata.name, object]),
  );
  for (const { kind, object } of manifests) {
    if (kind !== Cluster) continue;
    const { provider: name = '' } = (object['spec'] ?? {}) as { readonly provider?: string };
    const provider = own.get(name) ?? (await stored(name));
    const { type, docker } = ((provider as Partial<Provider> | undefined)?.spec ?? {}) as Partial<Provider['spec']>;
    if (type === 'docker' && docker?.host === undefined) return docker?.socket ?? usualSocket;
  }
  return undefined;
}

/**
 * Looks at this machine as `slipway doctor` does. Where a cluster is to be made, a problem that is left ends the command before
 * anything is declared; what exists already is not held up by it.
 */
async function prepare(
  context: CommandContext,
  client: KubeClient,
  { manifests, socket }: { readonly manifests: readonly Manifest[]; readonly socket: string },
): Promise<void> {
  const problems = await prepareMachine(context, socket);
  if (problems.length === 0) return;
  const lines = problems.map(
    ({ check, cure, message }) => `${check}: ${message}${cure === undefined ? '' : `; ${cure}`}`,
  );
  const exist = await Promise.all(
    manifests
      .filter(({ kind }) => kind === Cluster)
      .map(({ object: { metadata } }) =>
        client.objects
          .get(Cluster, { namespace: metadata.namespace, name: metadata.name })
          .then(() => true)
          .catch(() => false),
      ),
  );
  if (!exist.every(Boolean)) {
    throw new CliError(['clusters cannot be made on this machine', ...lines].join('\n'), {
      cure: 'nothing was declared; slipway doctor tells more',
    });
  }
  for (const line of lines) context.terminal.say(`this machine: ${line}`);
}

function clustersOf(applied: readonly Applied[]): readonly KubeObject[] {
  return applied.filter(({ manifest }) => manifest.kind.kind === 'Cluster').map(({ object }) => object);
}

function managementOf(cluster: KubeObject): string {
  return (cluster as Cluster).spec.management;
}

/** `slipway up FILE`: from a file to nodes that are Ready. */
export async function up(
  context: CommandContext,
  file: string,
  options: { readonly namespace?: string | undefined },
): Promise<ExitCode> {
  const { terminal, timers } = context;
  const began = timers.monotonic();
  const read = await readManifests([file], options.namespace);
  if (read.problems.length > 0) await refuseManifests(context, read);
  const { manifests } = read;
  // A cluster has its managers, which make clusters elsewhere.
  const own = context.cluster === undefined;
  if (own) await ensureServer(context);
  const client = await context.connect();
  const provider = (name: string) => client.objects.get(Provider, { name }).catch(() => undefined);
  const socket = own ? await engineSocket(manifests, provider) : undefined;
  if (socket !== undefined) await prepare(context, client, { socket, manifests });
  const applied = await applyManifests(client.objects, manifests, { dryRun: false });
  const clusters = clustersOf(applied);
  const settled = applied.every(({ change }) => change === 'unchanged') && clusters.every(readiness.isReady);
  if (settled) {
    terminal.print(`nothing to do: everything in ${file} is as declared`);
    return exitCodes.ok;
  }
  for (const { manifest, change, object } of applied)
    terminal.say(`${objectLabel(manifest.kind, object.metadata.name)} ${change}`);
  if (clusters.length === 0) return exitCodes.ok;
  const held = clusters.find((cluster) => managementOf(cluster) !== 'Manage');
  if (held) {
    terminal.print(`nothing is done for cluster ${held.metadata.name}: its spec.management is ${managementOf(held)}`);
    return exitCodes.ok;
  }
  const end = await followClusters(context, client, clusters);
  if (end.ended === 'interrupted') {
    terminal.say('the manager goes on with it; look with: slipway get clusters,machines');
    return exitCodes.interrupted;
  }
  if (end.ended === 'stalled') {
    terminal.say(`this needs a person: ${end.sentence}`);
    terminal.say(`more: ${end.command}`);
    return exitCodes.failed;
  }
  await printFinished(context, client, clusters);
  terminal.print(`Ready after ${elapsedText(timers.monotonic() - began)}`);
  return exitCodes.ok;
}
