import { hostPaths } from '#domain/host/host-paths.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { Phase } from '../phase.ts';

/** Overwrites and removes what was secret and is needed no more. */
export function wipeSecrets(task: BootstrapTask, after: readonly string[]): Phase {
  const paths = [
    `${hostPaths.secrets}/${task.id}.json`,
    hostPaths.kubeadmConfiguration,
    hostPaths.kubeadmConfigurationWithIdentity,
    hostPaths.discovery,
  ];
  return {
    name: 'wipe-secrets',
    summary: 'Wipe the secrets of the task',
    after,
    async run({ system }) {
      for (const path of paths) await system.files.wipe(path);
      return {};
    },
  };
}
