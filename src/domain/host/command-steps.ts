import type { BootstrapTask } from './bootstrap-task.ts';

/** One command of the user's, with the name of the phase it is journalled under. */
export interface CommandStep {
  readonly phase: string;
  readonly command: readonly string[];
}

function steps(phase: string, commands: readonly string[]): readonly CommandStep[] {
  return commands.map((line, index) => ({ phase: `${phase}-${index + 1}`, command: ['/bin/sh', '-e', '-c', line] }));
}

/** The commands that a user has run on a machine before and after kubeadm, in their order. */
export function commandSteps({ commands }: Pick<BootstrapTask, 'commands'>): {
  readonly before: readonly CommandStep[];
  readonly after: readonly CommandStep[];
} {
  return {
    before: steps('pre-kubeadm-command', commands?.before ?? []),
    after: steps('post-kubeadm-command', commands?.after ?? []),
  };
}
