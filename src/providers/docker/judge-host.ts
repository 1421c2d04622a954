import type { HostFacts } from '#providers/contract/driver.ts';
import type { HostRecord } from './read-host.ts';

/** The part of the engine's description of itself that is judged. */
export interface EngineInformation {
  readonly CgroupVersion?: string;
  readonly CgroupDriver?: string;
  readonly Architecture?: string;
  readonly OSType?: string;
}

/** What one control-plane machine takes: systemd, containerd and a kubelet with its pods. */
const inotifyPerMachine = 30;

/** What the engine and its host were seen to be, as facts; every problem is named with its cure. */
export function judgeHost(engine: EngineInformation, host: HostRecord): HostFacts {
  const cgroupVersion = engine.CgroupVersion === '2' ? 2 : 1;
  const swap = host.swaps !== undefined && host.swaps.trim().split('\n').length > 1;
  const verifiable = cgroupVersion === 2 && host.kernelConfiguration;
  return {
    cgroupVersion,
    cgroupDriver: engine.CgroupDriver === 'systemd' ? 'systemd' : 'cgroupfs',
    architecture: engine.Architecture === 'aarch64' || engine.Architecture === 'arm64' ? 'arm64' : 'amd64',
    swap,
    shared: true,
    // Swap cannot be seen on a remote host, and no machine could turn it off there.
    ignorePreflightErrors: [...(verifiable ? [] : ['SystemVerification']), 'Swap'],
    problems: [...systemProblems(engine), ...inotifyProblems(host)],
  };
}

function systemProblems({ OSType }: EngineInformation): HostFacts['problems'] {
  if (OSType === undefined || OSType === 'linux') return [];
  return [{ reason: 'NotLinux', message: `The engine runs ${OSType} containers: switch it to Linux containers.` }];
}

function inotifyProblems({ inotify }: HostRecord): HostFacts['problems'] {
  if (inotify === undefined || inotify.limit - inotify.used >= inotifyPerMachine) return [];
  const left = Math.max(0, inotify.limit - inotify.used);
  return [
    {
      reason: 'InotifyExhausted',
      message: `Of ${inotify.limit} inotify instances ${left} are left and a machine takes up to ${inotifyPerMachine}: run sysctl fs.inotify.max_user_instances=1024 on the engine's host.`,
    },
  ];
}
