import type { KubeObject } from '#api/meta/kube-object.ts';

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly terminated?: { readonly reason?: string; readonly exitCode?: number };
}

/** What is read of a Pod. */
export interface SeenPod extends KubeObject {
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
    readonly containerStatuses?: readonly {
      readonly ready?: boolean;
      readonly restartCount?: number;
      readonly state?: ContainerState;
      readonly lastState?: ContainerState;
    }[];
  };
}

/** Why a Pod does not serve yet. */
export interface PodTrouble {
  readonly pod: string;
  /** A sentence without its end. */
  readonly says: string;
  /** Its container ended: the last lines that it printed tell why. */
  readonly crashed: boolean;
}

/** What takes a moment on every start. */
const usual = new Set(['ContainerCreating', 'PodInitializing']);

function troubleOf({ metadata, status }: SeenPod): PodTrouble | undefined {
  const pod = metadata.name;
  const scheduled = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') {
    return {
      pod,
      says: `no node takes it: ${scheduled.message ?? scheduled.reason ?? 'nobody says why'}`,
      crashed: false,
    };
  }
  const container = status?.containerStatuses?.[0];
  const { waiting, terminated = container?.lastState?.terminated } = container?.state ?? {};
  if (waiting !== undefined && terminated === undefined) {
    const { reason = 'Waiting', message } = waiting;
    if (usual.has(reason)) return { pod, says: 'its container is being made', crashed: false };
    return { pod, says: message === undefined ? reason : `${reason}: ${message}`, crashed: false };
  }
  if (terminated !== undefined && container?.ready !== true) {
    return { pod, says: `its container ended with exit code ${terminated.exitCode ?? 'unknown'}`, crashed: true };
  }
  if (container?.ready === true) return undefined;
  return { pod, says: 'it runs and is not ready', crashed: false };
}

/** Why the Pods of a Deployment do not serve yet, by name; those that go are no trouble. */
export function podTroubles(pods: readonly SeenPod[]): readonly PodTrouble[] {
  return pods
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .flatMap((pod) => troubleOf(pod) ?? []);
}
