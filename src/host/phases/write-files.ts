import { hostPaths } from '#domain/host/host-paths.ts';
import type { Phase } from '../phase.ts';

/** Writes the task's files, those that came with its secrets, and the kubelet's resolvConf. */
export const writeFiles: Phase = {
  name: 'files',
  summary: 'Write configuration files',
  after: [],
  async check({ task }) {
    if (task.resolvers.length === 0)
      return 'The task names no resolver; name at least one that answers: cluster DNS forwards to it.';
    const relative = task.files.find((file) => !file.path.startsWith('/'));
    return relative === undefined ? undefined : `The task's file ${relative.path} has no absolute path; give it one.`;
  },
  async run({ system, task, secrets }) {
    const content = task.resolvers.map((address) => `nameserver ${address}\n`).join('');
    await system.files.write({ path: hostPaths.resolvers, mode: '0644', content });
    const { machineFiles = [] } = await secrets();
    for (const file of [...task.files, ...machineFiles]) await system.files.write(file);
    return { files: task.files.length + machineFiles.length + 1 };
  },
};
