import { hostPaths } from '#domain/host/host-paths.ts';
import { proxyEnvironment } from '../proxy-environment.ts';
import type { Phase } from '../phase.ts';

/** Gives containerd and the kubelet, which starts later, the proxy; both read its file at every start. */
export const runtimeProxy: Phase = {
  name: 'runtime-proxy',
  summary: 'Let the container runtime use the proxy',
  // A runtime that is restarted while it starts for the first time would lay its images twice.
  after: ['runtime-ready'],
  async run({ execute, system, task, secrets }) {
    const { proxyLogin } = await secrets();
    const variables = task.proxy === undefined ? [] : proxyEnvironment(task.proxy, proxyLogin);
    const content = variables.map(({ name, value }) => `${name}=${JSON.stringify(value)}\n`).join('');
    await system.files.write({ path: hostPaths.proxyEnvironment, mode: '0600', content });
    await execute(['systemctl', 'restart', 'containerd']);
    return {};
  },
};
