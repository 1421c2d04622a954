import { hostPaths } from '#domain/host/host-paths.ts';
import { kernelSettings } from '../kernel-settings.ts';
import { masqueradeRules } from '../masquerade-rules.ts';
import type { Phase } from '../phase.ts';

/** Lets the kernel forward, and pods reach what is no pod; both are on disk for the next boot. */
export const networkPrerequisites: Phase = {
  name: 'network-prerequisites',
  summary: 'Forwarding and address translation for pods',
  after: [],
  async run(context) {
    const { system, task } = context;
    await system.files.write({
      path: hostPaths.kernelSettings,
      mode: '0644',
      content: kernelSettings(task.network.podCidrs),
    });
    await context.execute(['sysctl', '--quiet', '--load', hostPaths.kernelSettings]);
    if (task.network.cni === 'Routes') {
      await system.files.write({
        path: hostPaths.masquerade,
        mode: '0644',
        content: masqueradeRules(task.network.podCidrs),
      });
      await context.execute(['nft', '--file', hostPaths.masquerade]);
    }
    return {};
  },
};
