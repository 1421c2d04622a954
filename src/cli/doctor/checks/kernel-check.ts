import type { Finding } from '#capabilities/finding.ts';
import type { Check } from '../check.ts';
import type { Survey } from '../survey.ts';

const fewestInstances = 1024;
const fewestWatches = 65_536;
const fewestOwnFiles = 4_096;
const fewestEngineFiles = 65_536;

function inotify({ inotify: { instances, watches } }: Survey): readonly Finding[] {
  const found: Finding[] = [];
  if (instances === undefined || watches === undefined) {
    return [{ check: 'inotify', state: 'unknown', message: 'the limits of inotify cannot be read' }];
  }
  if (instances < fewestInstances) {
    found.push({
      check: 'inotify-instances',
      state: 'warning',
      message: `${instances} inotify instances are enough for about ${Math.max(1, Math.floor(instances / 40))} machines`,
      cure: `let root run: sysctl fs.inotify.max_user_instances=${fewestInstances}`,
    });
  }
  if (watches < fewestWatches) {
    found.push({
      check: 'inotify-watches',
      state: 'warning',
      message: `${watches} inotify watches are few for kubelets`,
      cure: `let root run: sysctl fs.inotify.max_user_watches=${fewestWatches * 8}`,
    });
  }
  const message = `${instances} inotify instances, ${watches} watches`;
  return found.length > 0 ? found : [{ check: 'inotify', state: 'ok', message }];
}

function modules({ kernel }: Survey): readonly Finding[] {
  const check = 'kernel-modules';
  const missing = Object.keys(kernel).filter((name) => kernel[name] === false);
  const unknown = Object.keys(kernel).filter((name) => kernel[name] === undefined);
  if (missing.length > 0) {
    const message = `the kernel has no ${missing.join(', ')}`;
    return [{ check, state: 'problem', message, cure: `let root run: modprobe -a ${missing.join(' ')}` }];
  }
  return unknown.length > 0
    ? [{ check, state: 'unknown', message: `whether the kernel has ${unknown.join(', ')} cannot be seen from here` }]
    : [{ check, state: 'ok', message: `the kernel has ${Object.keys(kernel).join(', ')}` }];
}

/** Numbers of capabilities without which no machine boots. */
const needed = { CAP_NET_ADMIN: 12n, CAP_SYS_PTRACE: 19n, CAP_SYS_ADMIN: 21n, CAP_MKNOD: 27n };
const sysResource = 24n;

function capabilities({ capabilities: text }: Survey): readonly Finding[] {
  const check = 'capabilities';
  if (text === undefined) return [{ check, state: 'unknown', message: 'what processes may be allowed cannot be read' }];
  const set = BigInt(`0x${text}`);
  const has = (number: bigint): boolean => ((set >> number) & 1n) === 1n;
  const missing = Object.entries(needed).flatMap(([name, number]) => (has(number) ? [] : [name]));
  if (missing.length > 0) {
    const message = `nothing on this machine may have ${missing.join(', ')}, which machines need`;
    return [
      {
        check,
        state: 'problem',
        message,
        cure: 'run the engine on a host, or in a container that has all capabilities',
      },
    ];
  }
  const without = has(sysResource) ? '' : ' but CAP_SYS_RESOURCE, which machines do without';
  return [{ check, state: 'ok', message: `processes may have all capabilities${without}` }];
}

function openFiles({ openFiles: { engine, own } }: Survey): readonly Finding[] {
  const check = 'open-files';
  const few: Finding[] = [];
  if (own !== undefined && own < fewestOwnFiles) {
    const cure = `raise it where the manager is started: ulimit -n ${fewestOwnFiles * 4}`;
    few.push({ check, state: 'warning', message: `the manager may have ${own} files open`, cure });
  }
  if (engine !== undefined && engine < fewestEngineFiles) {
    few.push({
      check,
      state: 'warning',
      message: `the container engine may have ${engine} files open, which several machines use up`,
      cure: 'start it with a higher limit (LimitNOFILE=infinity in its unit)',
    });
  }
  return few.length > 0
    ? few
    : [{ check, state: own === undefined ? 'unknown' : 'ok', message: `${own ?? 'unknown'} open files` }];
}

/** What machines need of the kernel that all of them share. */
export const kernelCheck: Check = (survey) => [
  ...inotify(survey),
  ...modules(survey),
  ...capabilities(survey),
  ...openFiles(survey),
];
