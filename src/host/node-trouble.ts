import type { HostSystem } from './host-system.ts';

const podLogs = '/var/log/pods';
const linesRead = 60;
const longestSentence = 400;

/** `key=value` lines of `systemctl show`. */
function properties(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

function shortened(text: string): string {
  return text.length > longestSentence ? `${text.slice(0, longestSentence)}…` : text;
}

/** What one line of a log complains about, without times, which would make each line another; undefined when it does not. */
function complaint(line: string): string | undefined {
  const klog = /^[EF]\d{4} [\d:.]+\s+\d+ [^\]]+\] (.*)$/.exec(line);
  if (klog) return klog[1];
  if (line.startsWith('{')) {
    try {
      const { level, msg, error } = JSON.parse(line) as { level?: string; msg?: string; error?: string };
      if (!['error', 'fatal', 'panic', 'dpanic'].includes(level ?? '')) return undefined;
      return error === undefined ? msg : `${msg}: ${error}`;
    } catch {
      return undefined;
    }
  }
  return /^(Error|error|panic|fatal|flag provided|unknown flag|invalid)/.test(line) ? line : undefined;
}

/** What ends a program for good may be told as a warning; then it is the last thing told. */
function lastWarning(lines: readonly string[]): string | undefined {
  const last = lines.findLast((line) => line.trim() !== '') ?? '';
  return last.includes('"level":"warn"') ? complaint(last.replace('"level":"warn"', '"level":"error"')) : undefined;
}

function lastComplaint(lines: readonly string[]): string | undefined {
  const found = lines.map(complaint).findLast((said) => said !== undefined) ?? lastWarning(lines);
  return found === undefined ? undefined : shortened(found);
}

/** A kubelet that ends again and again, with the last thing it complained about. */
async function kubeletTrouble(system: HostSystem): Promise<string | undefined> {
  const names = 'ActiveState,SubState,NRestarts,ExecMainStatus';
  const shown = await system.execute(['systemctl', 'show', 'kubelet', `--property=${names}`]);
  const state = properties(shown.lines);
  const restarts = Number(state.get('NRestarts') ?? 0);
  if (!(restarts > 0) || state.get('ExecMainStatus') === '0') return undefined;
  const log = await system.execute(['journalctl', '-u', 'kubelet', '-n', String(linesRead), '-o', 'cat', '--no-pager']);
  const said = lastComplaint(log.lines) ?? log.lines.at(-1) ?? 'it printed nothing';
  return `The kubelet ends with exit code ${state.get('ExecMainStatus')} each time it starts: ${shortened(said)}`;
}

/**
 * A container whose image the machine does not have; nothing is fetched, so it never comes by itself. The kubelet says it again
 * every few seconds: what it said before the last minute is over.
 */
async function imageTrouble(system: HostSystem): Promise<string | undefined> {
  const log = await system.execute([
    'journalctl',
    '-u',
    'kubelet',
    '--since=-1min',
    '-n',
    '400',
    '-o',
    'cat',
    '--no-pager',
  ]);
  const image = log.lines
    .filter((line) => /ErrImage|ImagePullBackOff|Failed to pull image/.test(line))
    .map((line) => /image[ =]\\*"([^"\\]+)/.exec(line)?.[1])
    .findLast((name) => name !== undefined);
  if (image === undefined) return undefined;
  return `Image ${image} is missing on the machine, whose machine image is not whole: import the image, or replace the machine`;
}

/**
 * Lines of the newest log of a static pod, as the container wrote them; none while its first container lives, for a server
 * that merely starts slowly complains of much that passes.
 */
async function podLog(system: HostSystem, pod: string): Promise<readonly string[]> {
  const { files } = system;
  const folder = (await files.list(podLogs)).find((name) => name.startsWith(`kube-system_${pod}-`));
  if (folder === undefined) return [];
  const numbers = (await files.list(`${podLogs}/${folder}/${pod}`)).map((name) => Number.parseInt(name, 10));
  if (numbers.length === 0 || Math.max(...numbers) === 0) return [];
  const text = await files.read(`${podLogs}/${folder}/${pod}/${Math.max(...numbers)}.log`);
  // The container runtime writes time, stream and a mark before each line.
  return (text ?? '')
    .split('\n')
    .slice(-linesRead)
    .map((line) => line.split(' ').slice(3).join(' '));
}

async function podTrouble(system: HostSystem, pods: readonly string[]): Promise<string | undefined> {
  for (const pod of pods) {
    const said = lastComplaint(await podLog(system, pod));
    if (said !== undefined) return `${pod} says: ${said}`;
  }
  return undefined;
}

/**
 * Why what runs on this machine does not come up, as one sentence that stays the same while the cause does; undefined when
 * nothing is seen to be wrong. `pods` are the static pods that matter, causes before what hangs from them.
 */
export async function nodeTrouble(system: HostSystem, pods: readonly string[]): Promise<string | undefined> {
  return (await kubeletTrouble(system)) ?? (await imageTrouble(system)) ?? (await podTrouble(system, pods));
}
