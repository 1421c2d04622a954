import type { HostFacts } from '#providers/contract/driver.ts';
import type { HostRecord } from './host-record.ts';

/** The part of the engine's description of itself that is judged. */
export interface EngineInformation {
  readonly CgroupVersion?: string;
  readonly CgroupDriver?: string;
  readonly Architecture?: string;
  readonly OSType?: string;
  readonly CpuCfsQuota?: boolean;
  readonly CPUSet?: boolean;
  readonly MemoryLimit?: boolean;
  readonly PidsLimit?: boolean;
  readonly NCPU?: number;
  /** RFC 3339. */
  readonly SystemTime?: string;
}

/** What one control-plane machine takes: systemd, containerd and a kubelet with its pods. */
const inotifyPerMachine = 30;
const mostSkewSeconds = 150;

/** What the engine and its host were seen to be, as facts; every problem is named with its cure. `now`: this machine's clock when it was. */
export function judgeHost(engine: EngineInformation, host: HostRecord, now: number): Omit<HostFacts, 'ranges'> {
  const cgroupVersion = engine.CgroupVersion === '2' ? 2 : 1;
  const swap = host.swaps !== undefined && host.swaps.trim().split('\n').length > 1;
  const verifiable = cgroupVersion === 2 && host.kernelConfiguration;
  return {
    cgroupVersion,
    cgroupDriver: engine.CgroupDriver === 'systemd' ? 'systemd' : 'cgroupfs',
    architecture: engine.Architecture === 'aarch64' || engine.Architecture === 'arm64' ? 'arm64' : 'amd64',
    swap,
    ...(engine.NCPU === undefined ? {} : { processors: engine.NCPU }),
    // Of a host that was not seen yet nothing is held against it.
    families: host.ipv6 === undefined && host.routes !== undefined ? ['IPv4'] : ['IPv4', 'IPv6'],
    shared: true,
    // Swap cannot be seen on a remote host, and no machine could turn it off there.
    ignorePreflightErrors: [...(verifiable ? [] : ['SystemVerification']), 'Swap'],
    problems: [
      ...systemProblems(engine),
      ...controllerProblems(engine),
      ...clockProblems(engine, now),
      ...inotifyProblems(host),
    ],
  };
}

function systemProblems({ OSType }: EngineInformation): HostFacts['problems'] {
  if (OSType === undefined || OSType === 'linux') return [];
  return [{ reason: 'NotLinux', message: `The engine runs ${OSType} containers: switch it to Linux containers.` }];
}

const controllers = { cpu: 'CpuCfsQuota', cpuset: 'CPUSet', memory: 'MemoryLimit', pids: 'PidsLimit' } as const;

/** The kubelet does not start without them. */
function controllerProblems(engine: EngineInformation): HostFacts['problems'] {
  const missing = Object.entries(controllers).flatMap(([name, limit]) => (engine[limit] === false ? [name] : []));
  if (missing.length === 0) return [];
  const cure =
    engine.CgroupVersion === '2'
      ? 'have them delegated to the engine (systemd: Delegate=yes of its unit) and held by no hierarchy of version 1'
      : "turn them on in the kernel's command line (cgroup_enable=memory and the like)";
  return [
    {
      reason: 'ControllersMissing',
      message: `The engine's host (cgroup v${engine.CgroupVersion ?? '1'}) gives containers no control group of ${missing.join(', ')}, and no kubelet starts without: ${cure}.`,
    },
  ];
}

/** Certificates made here start five minutes back and must be good there, and the other way round; half of that is left for what follows. */
function clockProblems({ SystemTime }: EngineInformation, now: number): HostFacts['problems'] {
  const there = Date.parse(SystemTime ?? '');
  const seconds = Math.round(Math.abs(there - now) / 1000);
  if (!(seconds > mostSkewSeconds)) return [];
  const direction = there < now ? 'behind' : 'ahead of';
  return [
    {
      reason: 'ClockSkew',
      message: `The clock of the engine's host (${new Date(there).toISOString()}) is ${seconds} s ${direction} the manager's (${new Date(now).toISOString()}), and certificates of the one would not be good on the other: set both by a time server, such as with chrony or systemd-timesyncd.`,
    },
  ];
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
