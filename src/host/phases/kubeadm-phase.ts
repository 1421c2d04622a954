import { hostPaths } from '#domain/host/host-paths.ts';
import type { Phase, PhaseContext } from '../phase.ts';

export interface KubeadmPhase extends Omit<Phase, 'run'> {
  /** Below `kubeadm`, e.g. `init phase certs all`. */
  readonly command: readonly string[];
  /** Flags beside the configuration. */
  readonly flags?: readonly string[];
  /** Reads the configuration in which the machine uses its own identity rather than the token. */
  readonly withIdentity?: boolean;
  /** Adds the preflight errors the task ignores by name. */
  readonly preflight?: boolean;
  /** What it writes, made durable before the phase counts as done. */
  readonly writes?: readonly string[];
}

function commandOf(phase: KubeadmPhase, { task }: PhaseContext): readonly string[] {
  const configuration =
    phase.withIdentity === true ? hostPaths.kubeadmConfigurationWithIdentity : hostPaths.kubeadmConfiguration;
  const ignored = phase.preflight === true && task.ignorePreflightErrors.length > 0;
  return [
    'kubeadm',
    ...phase.command,
    `--config=${configuration}`,
    ...(phase.flags ?? []),
    ...(ignored ? [`--ignore-preflight-errors=${task.ignorePreflightErrors.join(',')}`] : []),
  ];
}

/** A phase that is one phase of kubeadm's. */
export function kubeadmPhase(phase: KubeadmPhase): Phase {
  return {
    ...phase,
    async run(context) {
      await context.execute(commandOf(phase, context));
      if (phase.writes !== undefined) await context.system.files.sync(phase.writes);
      return {};
    },
  };
}
