import type { KubeObject } from '#api/meta/kube-object.ts';
import { readiness } from '#explain/readiness.ts';
import { serverRecord } from '#platform/server/server-record.ts';
import type { CommandContext } from '../context/command-context.ts';
import { ensureEngine } from '../engine/ensure-engine.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { objectLabel } from '../kinds/object-label.ts';
import { applyManifests, type Applied } from '../manifest/apply-manifests.ts';
import { inNamespace } from '../manifest/in-namespace.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readManifests } from '../manifest/read-manifests.ts';
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

/** Whether the objects may need machines of the local container engine. What is not said is judged by the manager. */
function usesDocker(manifests: readonly Manifest[]): boolean {
  const own = manifests.filter(({ kind }) => kind.kind === 'Provider');
  return manifests.some(({ kind, object }) => {
    if (kind.kind !== 'Cluster') return false;
    const { provider } = (object['spec'] ?? {}) as { readonly provider?: unknown };
    const declared = own.find((one) => one.object.metadata.name === provider)?.object['spec'] as
      | { readonly type?: unknown }
      | undefined;
    return declared === undefined ? provider === 'docker' : declared.type === 'docker';
  });
}

function clustersOf(applied: readonly Applied[]): readonly KubeObject[] {
  return applied.filter(({ manifest }) => manifest.kind.kind === 'Cluster').map(({ object }) => object);
}

/** `slipway up FILE`: from a file to nodes that are Ready. */
export async function up(
  context: CommandContext,
  file: string,
  options: { readonly namespace?: string | undefined },
): Promise<ExitCode> {
  const { terminal, timers } = context;
  const began = timers.monotonic();
  const manifests = (await readManifests([file])).map((one) => inNamespace(one, options.namespace));
  if (usesDocker(manifests)) await ensureEngine(context);
  await ensureServer(context);
  const client = await context.connect();
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
