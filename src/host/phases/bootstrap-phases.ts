import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { Phase } from '../phase.ts';
import { initPhases } from './init-phases.ts';
import { joinControlPlanePhases } from './join-control-plane-phases.ts';
import { joinPhases } from './join-phases.ts';
import { networkPrerequisites } from './network-prerequisites.ts';
import { podNetwork } from './pod-network.ts';
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

/** All phases of a machine's bootstrap; the last one wipes its secrets after every other is done. */
export function bootstrapPhases(task: BootstrapTask): readonly Phase[] {
  const phases = [
    runtimeReady,
    writeFiles,
    networkPrerequisites,
    ...byMode[task.mode],
    ...(task.network.cni === 'Routes' ? [podNetwork(kubeletKnown[task.mode])] : []),
  ];
  return [
    ...phases,
    wipeSecrets(
      task,
      phases.map((phase) => phase.name),
    ),
  ];
}
