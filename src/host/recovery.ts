import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { Phase } from './phase.ts';
import type { TaskHistory } from './task-history.ts';

export type Recovery =
  /** Goes on: these are done, these were cut. */
  | { readonly action: 'continue'; readonly done: ReadonlySet<string>; readonly torn: ReadonlySet<string> }
  /** Takes back what was done to the machine and begins again. */
  | { readonly action: 'reset' }
  /** A person or the manager must act. */
  | { readonly action: 'stop'; readonly message: string };

export interface Evidence {
  /** The kubelet holds a certificate of the cluster: joining is behind it. */
  readonly kubeletHasIdentity: boolean;
}

const wipe = 'wipe-secrets';

function continued(phases: readonly Phase[], history: TaskHistory, alsoDone: readonly string[] = []): Recovery {
  const again = new Set(phases.filter((phase) => phase.everyTime === true).map((phase) => phase.name));
  const done = new Set([...history.done, ...alsoDone].filter((name) => !again.has(name)));
  return { action: 'continue', done, torn: new Set([...history.torn].filter((name) => !done.has(name))) };
}

function recoverWorker(phases: readonly Phase[], history: TaskHistory, evidence: Evidence): Recovery {
  const traced = phases.filter(
    (phase) => phase.leavesTraces === true && (history.torn.has(phase.name) || history.done.has(phase.name)),
  );
  if (traced.length === 0) return continued(phases, history);
  if (!evidence.kubeletHasIdentity) return { action: 'reset' };
  // The kubelet has what joining is for, and the token may be gone: nothing that needs it runs again.
  const joined = phases.filter((phase) => phase.name === 'endpoint-ready' || phase.name.startsWith('kubeadm-'));
  const recovery = continued(phases, history);
  if (recovery.action !== 'continue') return recovery;
  return { ...recovery, done: new Set([...recovery.done, ...joined.map((phase) => phase.name)]) };
}

function recoverJoiningControlPlane(phases: readonly Phase[], history: TaskHistory): Recovery {
  if (history.done.has('kubeadm-join-etcd')) {
    const recovery = continued(phases, history);
    return recovery.action === 'continue'
      ? { ...recovery, done: new Set([...recovery.done, 'endpoint-ready']) }
      : recovery;
  }
  if (history.torn.has('kubeadm-join-etcd')) {
    return {
      action: 'stop',
      message:
        'This machine was interrupted while it joined etcd, and nobody can tell from here how far it came. ' +
        'Remove its member from etcd, then replace the machine.',
    };
  }
  const traces = phases.some(
    (phase) => phase.leavesTraces === true && (history.torn.has(phase.name) || history.done.has(phase.name)),
  );
  return traces ? { action: 'reset' } : continued(phases, history);
}

/**
 * How a task goes on after its program ended somewhere in the middle: by a power cut, a kill or a failure.
 * The first control plane only ever goes on, for it may hold the only copy of the cluster's data. A worker that never
 * got its certificate begins again. A further control plane begins again until it touched etcd.
 */
export function recover(attempt: {
  readonly mode: BootstrapTask['mode'];
  readonly phases: readonly Phase[];
  readonly history: TaskHistory;
  readonly evidence: Evidence;
}): Recovery {
  const { mode, phases, history, evidence } = attempt;
  if (history.torn.has(wipe) || history.done.has(wipe)) {
    const others = phases.map((phase) => phase.name).filter((name) => name !== wipe);
    return { action: 'continue', done: new Set(others), torn: new Set([wipe]) };
  }
  if (mode === 'init') return continued(phases, history);
  return mode === 'join' ? recoverWorker(phases, history, evidence) : recoverJoiningControlPlane(phases, history);
}
