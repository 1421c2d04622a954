import { hostPaths } from '#domain/host/host-paths.ts';
import type { Phase } from '../phase.ts';
import { waitUntil } from '../wait-until.ts';

/** Waits for the container runtime to listen. */
export const runtimeReady: Phase = {
  name: 'runtime-ready',
  summary: 'Wait for the container runtime',
  after: [],
  everyTime: true,
  async run(context) {
    const socket = hostPaths.containerRuntimeSocket;
    await waitUntil(
      context,
      async () =>
        (await context.system.files.exists(socket))
          ? { value: true }
          : { waitingFor: `The container runtime does not listen on ${socket} yet` },
      { milliseconds: 120_000, cure: 'Look at `journalctl -u containerd` on the machine.' },
    );
    return {};
  },
};
