import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import { hostPaths } from '#domain/host/host-paths.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import { runTasks } from './run-tasks.ts';
import { FakeCluster } from './testing/fake-cluster.ts';
import { FakeMachine, PowerCut } from './testing/fake-machine.ts';
import { sampleTask, sampleToken } from './testing/sample-task.ts';

const password = 'p@ss w0rd/1';
const secretLine = 'token: 5up3r-s3cret-line';
const options: Partial<BootstrapTask> = {
  kubeletFlags: ['--v=4'],
  proxy: {
    httpsProxy: 'http://proxy.example.com:3128',
    noProxy: ['.example.com', '10.244.0.0/16', '10.96.0.0/16'],
    ownAddresses: ['172.31.0.0/16', '172.31.0.5'],
    forComponents: false,
  },
  commands: { before: ['first', 'second'], after: ['third', 'fourth'] },
};
const secrets: Partial<TaskSecrets> = {
  machineFiles: [{ path: '/etc/example/token', mode: '0400', content: `${secretLine}\n` }],
  proxyLogin: { username: 'me', password },
};

function machineFor(mode: BootstrapTask['mode'], changes: Partial<BootstrapTask> = {}): FakeMachine {
  const cluster = new FakeCluster({ servedElsewhere: mode !== 'init' });
  cluster.tokens.add(sampleToken);
  const machine = new FakeMachine({ nodeName: 'node-1', unsynced: 'empty', cluster });
  const sample = sampleTask(mode);
  const put = (path: string, value: unknown): void =>
    void machine.disk.files.set(path, { content: JSON.stringify(value), mode: '0600', synced: true });
  put(`${hostPaths.tasks}/bootstrap.json`, { ...sample.task, ...options, ...changes });
  put(`${hostPaths.secrets}/bootstrap.json`, { ...sample.secrets, ...secrets });
  return machine;
}

function shellCommands(machine: FakeMachine): readonly string[] {
  return machine.commands.filter(([program]) => program === '/bin/sh').map((command) => command.at(-1) ?? '');
}

test('commands run in their order, before and after kubeadm, each journalled in a phase of its own', async () => {
  for (const mode of ['init', 'join', 'join-control-plane'] as const) {
    const machine = machineFor(mode);
    assert.equal(await machine.boot(runTasks), true, mode);
    const order = machine.commands.map((command) =>
      command[0] === '/bin/sh' ? command.at(-1) : command.slice(0, 2).join(' '),
    );
    const [kubelet, restart, first, second, kubeadm, kubeadmLast, third, fourth] = [
      order.indexOf('kubelet --v=4'),
      order.indexOf('systemctl restart'),
      ...['first', 'second'].map((line) => order.indexOf(line)),
      order.findIndex((line) => line?.startsWith('kubeadm')),
      order.findLastIndex((line) => line?.startsWith('kubeadm')),
      ...['third', 'fourth'].map((line) => order.indexOf(line)),
    ];
    const seen = [Math.max(kubelet ?? -1, restart ?? -1), first, second, kubeadm, kubeadmLast, third, fourth];
    assert.deepEqual(
      seen,
      seen.toSorted((a, b) => Number(a) - Number(b)),
      `${mode}: ${order.join(', ')}`,
    );
    assert.ok(Math.min(kubelet ?? -1, restart ?? -1) >= 0);
    const journalled = machine
      .entries()
      .filter(({ event, phase }) => event === 'succeeded' && phase.includes('-command-'))
      .map(({ command, phase }) => [phase, command?.at(-1)]);
    assert.deepEqual(journalled, [
      ['pre-kubeadm-command-1', 'first'],
      ['pre-kubeadm-command-2', 'second'],
      ['post-kubeadm-command-1', 'third'],
      ['post-kubeadm-command-2', 'fourth'],
    ]);
  }
});

test('files from Secrets keep their mode and stay; the proxy is known with its password to root alone', async () => {
  const machine = machineFor('init');
  await machine.boot(runTasks);
  assert.deepEqual(machine.disk.files.get('/etc/example/token'), {
    content: `${secretLine}\n`,
    mode: '0400',
    synced: true,
  });
  const environment = machine.disk.files.get(hostPaths.proxyEnvironment);
  assert.equal(environment?.mode, '0600');
  assert.deepEqual(environment?.content.split('\n'), [
    'HTTPS_PROXY="http://me:p%40ss%20w0rd%2F1@proxy.example.com:3128"',
    'NO_PROXY=".example.com,10.244.0.0/16,10.96.0.0/16,172.31.0.0/16,172.31.0.5,localhost,127.0.0.0/8,::1,.svc,.cluster.local"',
    '',
  ]);
});

test('components get a proxy without a password, and never one with', async () => {
  const configuration = async (forComponents: boolean): Promise<string> => {
    const machine = machineFor('init', {
      proxy: { ...options.proxy, forComponents } as BootstrapTask['proxy'] & object,
    });
    let written = '';
    await machine.boot((system) =>
      runTasks({
        ...system,
        files: {
          ...system.files,
          write: (file) => {
            if (file.path === hostPaths.kubeadmConfiguration) written = file.content;
            return system.files.write(file);
          },
        },
      }),
    );
    return written;
  };
  const withProxy = parseAllDocuments(await configuration(true)).map((document) => document.toJS() as object);
  const cluster = withProxy.find((document) => Reflect.get(document, 'kind') === 'ClusterConfiguration');
  for (const component of ['apiServer', 'controllerManager', 'scheduler']) {
    const { extraEnvs } = Reflect.get(cluster ?? {}, component) as {
      extraEnvs: readonly { name: string; value: string }[];
    };
    assert.deepEqual(
      extraEnvs.map(({ name }) => name),
      ['HTTPS_PROXY', 'NO_PROXY'],
    );
    assert.equal(extraEnvs[0]?.value, 'http://proxy.example.com:3128');
  }
  assert.doesNotMatch(await configuration(false), /PROXY/);
});

test('a command that fails is told with what it printed, without what is secret, and tried again', async () => {
  const machine = machineFor('join');
  const lines = ['about to fail', secretLine, `curl: proxy ${password} refused`, sampleToken];
  machine.failures.set('second', { exitCode: 7, lines });
  assert.equal(await machine.boot(runTasks), false);
  const failed = machine.entries().find(({ event }) => event === 'failed');
  assert.equal(failed?.phase, 'pre-kubeadm-command-2');
  assert.equal(failed?.exitCode, 7);
  assert.equal(
    failed?.message,
    'about to fail\n(secret removed)\ncurl: proxy (secret removed) refused\n(secret removed)',
  );
  for (const secret of [secretLine, password, sampleToken]) assert.equal(machine.journalText.includes(secret), false);
  assert.equal(
    machine.commands.some(([program]) => program === 'kubeadm'),
    false,
    'kubeadm waits for the commands',
  );
  machine.failures.clear();
  assert.equal(await machine.boot(runTasks), true);
  assert.deepEqual(shellCommands(machine), ['first', 'second', 'second', 'third', 'fourth']);
});

test('a flag the kubelet does not know is told before kubeadm does anything', async () => {
  const machine = machineFor('init', { kubeletFlags: ['--nonesuch=1'] });
  machine.failures.set('--version', { exitCode: 1, lines: ['failed to parse kubelet flag: unknown flag: --nonesuch'] });
  assert.equal(await machine.boot(runTasks), false);
  const failed = machine.entries().find(({ event }) => event === 'failed');
  assert.equal(failed?.phase, 'kubelet-flags');
  assert.deepEqual(failed?.command, ['kubelet', '--nonesuch=1', '--version']);
  assert.match(failed?.message ?? '', /unknown flag: --nonesuch/);
  assert.equal(
    machine.commands.some(([program]) => program === 'kubeadm'),
    false,
  );
});

test('what a newer manager asks for is refused, in the task and in its secrets, and nothing is done', async () => {
  const machine = machineFor('join');
  for (const [path, refusal] of [
    [`${hostPaths.secrets}/bootstrap.json`, /secrets\/bootstrap\.json asks for firmware, which this version cannot do/],
    [`${hostPaths.tasks}/bootstrap.json`, /tasks\/bootstrap\.json asks for firmware, which this version cannot do/],
  ] as const) {
    const file = machine.disk.files.get(path);
    assert(file);
    machine.disk.files.set(path, { ...file, content: JSON.stringify({ ...JSON.parse(file.content), firmware: {} }) });
    const ended = await machine.boot(runTasks).catch((error: unknown) => error);
    assert.match(ended instanceof Error ? ended.message : (machine.entries().at(-1)?.message ?? ''), refusal);
    assert.deepEqual(
      machine.commands.filter(([program]) => program === 'kubeadm'),
      [],
    );
  }
});

test('after a power cut at any step every command ran, those that were done only once on a first control plane', async () => {
  const whole = machineFor('init');
  await whole.boot(runTasks);
  for (let step = 0; step < whole.steps; step += 3) {
    const machine = machineFor('init');
    await assert.rejects(machine.boot(runTasks, step), PowerCut);
    assert.equal(await machine.boot(runTasks), true, `step ${step}`);
    const ran = shellCommands(machine);
    assert.deepEqual([...new Set(ran)], ['first', 'second', 'third', 'fourth'], `step ${step}`);
    assert.ok(ran.length <= 5, `step ${step}: ${ran.join(', ')}`);
  }
});
