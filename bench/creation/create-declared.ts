import type { Cluster } from '#api/cluster/index.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { awaitCluster } from '../../e2e/harness/await-cluster.ts';
import { clusterManifest } from '../../e2e/harness/cluster-manifest.ts';
import { docker } from '../../e2e/harness/docker.ts';
import type { Installation } from '../../e2e/harness/installation.ts';
import { type MachineContainer, machineContainers } from '../../e2e/harness/machine-container.ts';
import { processorSeconds } from '../../e2e/harness/process-use.ts';
import type { Lap } from './stopwatch.ts';

export interface DeclaredRun {
  readonly laps: readonly Lap[];
  readonly total: number;
  /** Seconds of processor time: the manager's, and each machine's with all its pods. */
  readonly processor: { readonly [who: string]: number };
  readonly addWorker: number;
  readonly delete: number;
  readonly cluster: Cluster;
}

const name = 'measured';

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round(performance.now() - started);
}

interface Life {
  readonly machine: string;
  readonly role: string;
  /** Wall-clock milliseconds. */
  readonly started: number;
  readonly entries: readonly JournalEntry[];
}

async function lifeOf(container: MachineContainer): Promise<Life> {
  const started = await docker(['inspect', '--format', '{{.State.StartedAt}}', container.id]);
  const journal = await machineContainers.execute(container, ['slipway-host', 'journal']);
  const entries = journal
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as JournalEntry);
  return { machine: container.machine, role: container.role, started: Date.parse(started.trim()), entries };
}

/** When the last of some machines succeeded with a phase, in wall-clock milliseconds. */
function succeeded(lives: readonly Life[], phase: string): number {
  const times = lives.map(({ entries, machine }) => {
    const entry = entries.find((one) => one.phase === phase && one.event === 'succeeded');
    if (entry === undefined) throw new Error(`${machine} never said that ${phase} succeeded`);
    return Date.parse(entry.time);
  });
  return Math.max(...times);
}

/** Parts overlap; each ends when the last machine is through with it, and none before the one above it. */
function lapsOf(lives: readonly Life[], started: number, ended: number): readonly Lap[] {
  const control = lives.filter(({ role }) => role === 'ControlPlane');
  const workers = lives.filter(({ role }) => role === 'Worker');
  const moments: readonly (readonly [part: string, moment: number])[] = [
    ['machines', Math.max(...lives.map((life) => life.started))],
    ['boot', succeeded(lives, 'runtime-ready')],
    ['API answers', succeeded(control, 'api-server-answers')],
    ['API ready', succeeded(control, 'api-server-ready')],
    ['control plane', succeeded(control, 'control-plane-healthy')],
    ['joins', succeeded(workers, 'kubelet-bootstrap')],
    ['pod network', succeeded(lives, 'pod-network')],
    ['ready', ended],
  ];
  let last = started;
  return moments.map(([part, moment]) => {
    const milliseconds = Math.max(0, Math.round(moment - last));
    last = Math.max(last, moment);
    return { part, milliseconds };
  });
}

async function machineSeconds(container: MachineContainer): Promise<number> {
  const script = 'cat /sys/fs/cgroup/cpu.stat 2>/dev/null || cat /sys/fs/cgroup/cpuacct/cpuacct.usage';
  const text = await machineContainers.execute(container, ['sh', '-c', script]);
  const microseconds = /usage_usec (\d+)/.exec(text)?.[1];
  return microseconds === undefined ? Number(text) / 1e9 : Number(microseconds) / 1e6;
}

/** One cluster of 1+2 from `apply` to Ready, then a third worker, then its deletion; nothing of it stays. */
export async function createDeclared(installation: Installation): Promise<DeclaredRun> {
  const { pid } = installation.manager;
  const before = await processorSeconds([pid]);
  const started = Date.now();
  await installation.apply(clusterManifest(name, 2));
  const cluster = await awaitCluster.ready(installation, name);
  const ended = Date.now();
  const manager = (await processorSeconds([pid])) - before;
  const containers = await machineContainers.list(installation.uid());
  const spent = await Promise.all(
    containers.map(async (container) => [container.machine, await machineSeconds(container)] as const),
  );
  const lives = await Promise.all(containers.map(lifeOf));
  const addWorker = await timed(async () => {
    await installation.cli(['scale', `${name}/workers`, '3']);
    await awaitCluster.poolReady(installation, `${name}-workers`, 3);
  });
  const remove = await timed(() => installation.cli(['delete', 'cluster', name, '--yes', '--wait']));
  return {
    laps: lapsOf(lives, started, ended),
    total: ended - started,
    processor: { manager, ...Object.fromEntries(spent) },
    addWorker,
    delete: remove,
    cluster,
  };
}
