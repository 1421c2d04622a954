import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import { commandSteps } from '#domain/host/command-steps.ts';
import type { Phase } from '../phase.ts';
import { commandPhases } from './command-phases.ts';
import { initPhases } from './init-phases.ts';
import { joinControlPlanePhases } from './join-control-plane-phases.ts';
import { joinPhases } from './join-phases.ts';
import { networkPrerequisites } from './network-prerequisites.ts';
import { kubeletFlags } from './kubelet-flags.ts';
import { podNetwork } from './pod-network.ts';
import { runtimeProxy } from './runtime-proxy.ts';
import { runtimeReady } from './runtime-ready.ts';
import { wipeSecrets } from './wipe-secrets.ts';
import { writeFiles } from './write-files.ts';

const byMode = { init: initPhases, join: joinPhases, 'join-control-plane': joinControlPlanePhases } as const;

/** After which phase the kubelet of each mode has credentials of its own and is registered. */
const kubeletKnown = {
  init: ['kubeadm-init-kubelet-finalize'],
  join: ['kubelet-bootstrap'],
  'join-control-plane': ['kubelet-bootstrap'],
} as const;

/** What is done for the user's settings before kubeadm looks at the machine; the commands last, so that they find all of it. */
function beforeKubeadm(task: BootstrapTask): readonly Phase[] {
  const preparations = [
    ...(task.kubeletFlags === undefined ? [] : [kubeletFlags(task.kubeletFlags)]),
    ...(task.proxy === undefined ? [] : [runtimeProxy]),
  ];
  const after = ['runtime-ready', 'files', ...preparations.map((phase) => phase.name)];
  return [...preparations, ...commandPhases(commandSteps(task).before, after)];
}

/** All phases of a machine's bootstrap; the last one wipes its secrets after every other is done. */
export function bootstrapPhases(task: BootstrapTask): readonly Phase[] {
  const before = beforeKubeadm(task);
  const names = (phases: readonly Phase[]): readonly string[] => phases.map((phase) => phase.name);
  const kubeadm = byMode[task.mode].map((phase) =>
    phase.name.endsWith('-preflight') ? { ...phase, after: [...phase.after, ...names(before)] } : phase,
  );
  const phases = [
    runtimeReady,
    writeFiles,
    networkPrerequisites,
    ...before,
    ...kubeadm,
    ...(task.network.cni === 'Routes' ? [podNetwork(kubeletKnown[task.mode])] : []),
  ];
  const commands = commandPhases(commandSteps(task).after, names(phases));
  return [...phases, ...commands, wipeSecrets(task, names([...phases, ...commands]))];
}
