import { randomBytes } from 'node:crypto';
import { docker } from '../../e2e/harness/docker.ts';
import { byHandConfiguration } from './by-hand-configuration.ts';
import { byHandLabel } from './by-hand-label.ts';
import { type ByHandMachine, startByHandMachine } from './by-hand-machine.ts';
import { setByHandNetwork } from './by-hand-network.ts';
import { removeByHand } from './remove-by-hand.ts';
import { type Lap, startStopwatch } from './stopwatch.ts';
import { tryUntil } from './try-until.ts';

export interface ByHandRun {
  readonly laps: readonly Lap[];
  readonly total: number;
}

const ignored = '--ignore-preflight-errors=SystemVerification,Swap';
const kubectl = ['kubectl', '--kubeconfig=/etc/kubernetes/admin.conf'];
const readyNodes = '{range .items[*]}{range .status.conditions[?(@.type=="Ready")]}{.status}{"\\n"}{end}{end}';

/** A network of its own, in a range that the engine's other networks leave free. */
async function makeNetwork(name: string): Promise<(host: number) => string> {
  for (let part = 100; part < 250; part += 1) {
    const made = await docker([
      'network',
      'create',
      '--subnet',
      `10.213.${part}.0/24`,
      '--label',
      byHandLabel,
      name,
    ]).then(
      () => true,
      () => false,
    );
    if (made) return (host) => `10.213.${part}.${host}`;
  }
  throw new Error('the engine makes no network in 10.213.0.0/16');
}

async function initialize(control: ByHandMachine): Promise<void> {
  const [driver = '', version = ''] = (await docker(['info', '--format', '{{.CgroupDriver}} {{.CgroupVersion}}']))
    .trim()
    .split(' ');
  const components = JSON.parse(await control.run(['cat', '/etc/slipway/components.json']));
  const token = `${randomBytes(3).toString('hex')}.${randomBytes(8).toString('hex')}`;
  const text = byHandConfiguration({ token, address: control.address, cgroups: { driver, version }, components });
  await control.run(['sh', '-c', 'umask 077; cat > /etc/by-hand.yaml'], text);
  await control.run(['kubeadm', 'init', '--config=/etc/by-hand.yaml', ignored]);
}

async function join(control: ByHandMachine, worker: ByHandMachine): Promise<void> {
  const command = (await control.run(['kubeadm', 'token', 'create', '--print-join-command'])).trim().split(/\s+/);
  await worker.run([...command, ignored]);
}

async function isUp(control: ByHandMachine, nodes: number): Promise<boolean> {
  const ready = await control.tryToRun([...kubectl, 'get', 'nodes', '-o', `jsonpath=${readyNodes}`]);
  if (ready.stdout.split('\n').filter((line) => line === 'True').length !== nodes) return false;
  const path = 'jsonpath={.status.availableReplicas}';
  const dns = await control.tryToRun([...kubectl, '-n', 'kube-system', 'get', 'deployment', 'coredns', '-o', path]);
  return Number(dns.stdout) > 0;
}

/**
 * What a person does with the same machine image: boot the machines, init, join, join, network, wait; each when the one
 * before is over. All that it makes is removed again.
 */
export async function createByHand(image: string, resolvers: readonly string[]): Promise<ByHandRun> {
  const prefix = `by-hand-${randomBytes(3).toString('hex')}`;
  const names = ['control-plane', 'worker-1', 'worker-2'].map((name) => `${prefix}-${name}`);
  try {
    const watch = startStopwatch();
    const address = await makeNetwork(prefix);
    const machines: ByHandMachine[] = [];
    for (const [index, name] of names.entries()) {
      const machine = await startByHandMachine({ name, address: address(10 + index), network: prefix, image });
      await tryUntil(`${name} boots`, async () => (await machine.tryToRun(['ctr', 'version'])).exitCode === 0);
      const lines = resolvers.map((resolver) => `nameserver ${resolver}\n`).join('');
      await machine.run(['sh', '-c', 'cat > /etc/by-hand-resolv.conf'], lines);
      machines.push(machine);
      watch.lap(`boot ${index + 1}`);
    }
    const [control, ...workers] = machines;
    if (control === undefined) throw new Error('no machine was started');
    await initialize(control);
    watch.lap('init');
    for (const [index, worker] of workers.entries()) {
      await join(control, worker);
      watch.lap(`join ${index + 1}`);
    }
    await setByHandNetwork(machines);
    watch.lap('network');
    await tryUntil('every node is Ready and CoreDNS is available', () => isUp(control, machines.length));
    watch.lap('ready');
    return { laps: watch.laps, total: watch.total() };
  } finally {
    await removeByHand();
  }
}
