import type { Phase } from '../phase.ts';

/** Has the kubelet read the flags that the user chose, and say its version: it refuses what it does not know before it does anything. */
export function kubeletFlags(flags: readonly string[]): Phase {
  return {
    name: 'kubelet-flags',
    summary: "Check the kubelet's flags",
    after: [],
    async run({ execute }) {
      await execute(['kubelet', ...flags, '--version']);
      return {};
    },
  };
}
