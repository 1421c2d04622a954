import type { Finding } from '#capabilities/finding.ts';
import { usualSocket } from '../../engine/usual-socket.ts';
import type { Check } from '../check.ts';
import type { EngineSurvey } from '../survey.ts';

const check = 'engine';
/** What Debian 12 brings; earlier ones lack private control groups. */
const oldestApi = [1, 41] as const;

function isOld(text: string): boolean {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return major < oldestApi[0] || (major === oldestApi[0] && minor < oldestApi[1]);
}

function storage({ info }: EngineSurvey): readonly Finding[] {
  const driver = info?.Driver;
  if (driver === undefined || driver !== 'vfs') return [];
  return [
    {
      check: 'engine-storage',
      state: 'warning',
      message: 'the engine copies images whole (storage driver vfs), so every machine takes gigabytes and a long time',
      cure: 'let it use overlay2: the file system below its root directory must support overlays',
    },
  ];
}

function cgroups({ info }: EngineSurvey): readonly Finding[] {
  const version = info?.CgroupVersion;
  if (version === undefined) return [];
  const message = `control groups v${version}, driver ${info?.CgroupDriver ?? 'unknown'}`;
  if (version === '2') return [{ check: 'control-groups', state: 'ok', message }];
  return [
    {
      check: 'control-groups',
      state: 'warning',
      message: `${message}: it works, and Kubernetes is giving it up`,
      cure: 'boot the host with systemd.unified_cgroup_hierarchy=1 when you may',
    },
  ];
}

/** Whether a container engine can be used. */
export const engineCheck: Check = ({ engine }) => {
  const { answer, info, installed, socket, version } = engine;
  if (answer === 'refused') {
    return [
      {
        check,
        state: 'problem',
        message: `this user may not use the container engine at ${socket}`,
        cure: 'run as root, or let root add you to its group: usermod -aG docker "$USER", then log in again',
      },
    ];
  }
  if (answer === 'silent') {
    const message = installed ? `no container engine answers at ${socket}` : 'there is no container engine';
    const cure =
      socket !== usualSocket
        ? 'start it, or correct spec.docker.socket of the Provider'
        : 'slipway up installs and starts one where it may (root on Debian or Ubuntu), as does doctor --fix';
    return [{ check, state: 'problem', message, cure }];
  }
  const api = version?.ApiVersion ?? '0';
  if (isOld(api)) {
    return [
      {
        check,
        state: 'problem',
        message: `the container engine speaks version ${api} of its API, and ${oldestApi.join('.')} is needed`,
        cure: 'install Docker Engine 20.10 or newer',
      },
    ];
  }
  const name = `engine ${info?.ServerVersion ?? ''} (API ${api}, ${info?.OperatingSystem ?? 'unknown system'})`;
  return [{ check, state: 'ok', message: `${name} answers at ${socket}` }, ...cgroups(engine), ...storage(engine)];
};
