import { setTimeout as pause } from 'node:timers/promises';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { docker } from './docker.ts';
import { followJournalLines } from './journal-lines.ts';
import { type MachineContainer, machineContainers } from './machine-container.ts';

export interface PowerCuts {
  /** Phases that had begun and not ended when the power went, in order. */
  readonly torn: readonly string[];
  /** Phases at whose beginning the power went, whether they ended in that instant or not. */
  readonly cutAt: readonly string[];
  readonly journal: readonly JournalEntry[];
  /** Inode of etcd's data as first seen after a cut, and at the end; undefined where there is none. */
  readonly etcd: { readonly first: string | undefined; readonly last: string | undefined };
}

function unfinished(journal: readonly JournalEntry[]): readonly string[] {
  const running = new Set<string>();
  for (const { event, phase } of journal) {
    if (phase === 'task') {
      if (event === 'started') running.clear();
    } else if (event === 'started') running.add(phase);
    else if (event !== 'waiting') running.delete(phase);
  }
  return [...running];
}

async function etcdInode(container: MachineContainer): Promise<string | undefined> {
  const found = await machineContainers.tryExecute(container, ['stat', '--format', '%i', '/var/lib/etcd/member']);
  return found.exitCode === 0 ? found.stdout.trim() : undefined;
}

/**
 * Lets a machine bootstrap and cuts its power at the beginning of each phase that `wanted` names, once each, until its
 * bootstrap is done. Rejects when that takes longer than ten minutes.
 */
export async function cutPowerIn(container: MachineContainer, wanted: (phase: string) => boolean): Promise<PowerCuts> {
  const deadline = AbortSignal.timeout(600_000);
  const torn = new Set<string>();
  const cutAt = new Set<string>();
  let journal: JournalEntry[] = [];
  let first: string | undefined;
  // The engine is not to start it behind our back, later and later with each cut.
  await docker(['update', '--restart=no', container.id]);
  const pid = async () => Number(await docker(['inspect', '--format', '{{.State.Pid}}', container.id]));
  for (;;) {
    if (deadline.aborted) throw new Error(`${container.machine} is not done after ${[...cutAt].join(', ')} were cut`);
    const init = await pid();
    const known = journal.length;
    const life: JournalEntry[] = [];
    let done = false;
    let struck = false;
    const lines = followJournalLines(container, (entry) => {
      life.push(entry);
      if (entry.phase === 'task' && entry.event === 'succeeded') {
        done = true;
        lines.stop();
      }
      const fresh = entry.sequence > known && entry.event === 'started' && entry.phase !== 'task';
      if (!fresh || cutAt.has(entry.phase) || torn.has(entry.phase) || !wanted(entry.phase)) return;
      // What else begins in the instant before everything is dead is cut by the same blow.
      cutAt.add(entry.phase);
      if (!struck) process.kill(init, 'SIGKILL');
      struck = true;
    });
    await lines.ended;
    if (life.length > 0) journal = life;
    if (!struck) {
      if (done) break;
      // The machine is still starting, or the engine's client lost it: look again.
      await pause(100);
      continue;
    }
    await docker(['wait', container.id]);
    for (const phase of unfinished(journal)) torn.add(phase);
    await docker(['start', container.id]);
    first ??= await etcdInode(container);
  }
  await docker(['update', '--restart=unless-stopped', container.id]);
  return {
    torn: [...torn],
    cutAt: [...cutAt],
    journal,
    etcd: { first, last: await etcdInode(container) },
  };
}
