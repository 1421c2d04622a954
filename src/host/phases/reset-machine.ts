import { hostPaths } from '#domain/host/host-paths.ts';
import type { Phase } from '../phase.ts';

/** Takes back what an interrupted attempt did to this machine; images stay, and no other machine is told. */
export const resetMachine: Phase = {
  name: 'reset',
  summary: 'Take back an interrupted attempt',
  after: [],
  retry: { attempts: 3, firstMilliseconds: 500, longestMilliseconds: 2000 },
  async run(context) {
    await context.execute([
      'kubeadm',
      'reset',
      '--force',
      '--skip-phases=remove-etcd-member',
      `--cri-socket=unix://${hostPaths.containerRuntimeSocket}`,
    ]);
    await context.system.files.wipe(hostPaths.cniConfiguration);
    await context.system.files.sync(['/etc/kubernetes', '/var/lib/kubelet']);
    return {};
  },
};
