import { docker } from '../../e2e/harness/docker.ts';
import { type CommandResult, runCommand } from '../../e2e/harness/run-command.ts';
import { byHandLabel } from './by-hand-label.ts';

/** A machine that was started by hand. */
export interface ByHandMachine {
  readonly name: string;
  readonly address: string;
  /** What a program on it prints; rejects when it fails. */
  run(command: readonly string[], input?: string): Promise<string>;
  tryToRun(command: readonly string[]): Promise<CommandResult>;
}

const rights = [
  ...['--cap-add=ALL', '--cap-drop=SYS_RESOURCE', '--cgroupns=private', '--device-cgroup-rule=a *:* rwm'],
  ...['seccomp', 'apparmor', 'systempaths'].map((name) => `--security-opt=${name}=unconfined`),
];
const places = [
  '--tmpfs=/run',
  '--tmpfs=/tmp',
  ...['containerd', 'etcd', 'kubelet'].map((name) => `-v=/var/lib/${name}`),
];

/** Starts a container of a machine image; it is a machine as soon as its container runtime listens. */
export async function startByHandMachine(place: {
  readonly name: string;
  readonly address: string;
  readonly network: string;
  readonly image: string;
}): Promise<ByHandMachine> {
  const { name, address, network, image } = place;
  const identity = [`--name=${name}`, `--hostname=${name}`, `--network=${network}`, `--ip=${address}`];
  const settings = [`--label=${byHandLabel}`, '--env=container=docker', '--stop-signal=SIGRTMIN+3'];
  await docker(['run', '--detach', '--tty', ...identity, ...rights, ...places, ...settings, image]);
  return {
    name,
    address,
    run: (command, input) =>
      docker(['exec', ...(input === undefined ? [] : ['--interactive']), name, ...command], {
        ...(input === undefined ? {} : { input }),
      }),
    tryToRun: (command) => runCommand(['docker', 'exec', name, ...command]),
  };
}
