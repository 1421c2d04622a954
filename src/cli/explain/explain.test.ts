import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Machine } from '#api/machine/index.ts';
import { servedKinds } from '#api/served-kinds.ts';
import { startServer, type TestServer } from '#apiserver/testing/start-server.ts';
import type { Feed } from '#capabilities/feed.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import { runWords } from '../testing/run-words.ts';

const uids = new Map<string, string>();

/** What `slipway-host journal` prints on a machine whose bootstrap failed; another one is frozen and says nothing. */
function journalOf(name: string): Feed<string> {
  const failure = {
    machine: uids.get(name),
    sequence: 9,
    task: 'bootstrap',
    phase: 'kubeadm-init-etcd',
    event: 'failed',
    time: '2026-01-01T00:00:02.000Z',
    command: ['kubeadm', 'init', 'phase', 'etcd', 'local'],
    exitCode: 1,
    message: 'writing the manifest\nno space left on device\u001b[31m',
  };
  const batches = [['not an entry', JSON.stringify(failure)], []];
  let end = (_lines: readonly string[]): void => {};
  return {
    next: () =>
      name === 'frozen' ? new Promise((resolve) => (end = resolve)) : Promise.resolve(batches.shift() ?? []),
    close: () => end([]),
  };
}

describe('slipway explain and describe', () => {
  let server: TestServer;
  let client: KubeClient;
  let directory: string;

  async function failedMachine(name: string): Promise<void> {
    const { metadata } = await client.objects.apply(
      Machine,
      {
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Machine',
        metadata: { name, namespace: 'default' },
        spec: { cluster: 'first', role: 'ControlPlane', release: 'v1', machine: {} },
      },
      { fieldManager: 'test' },
    );
    uids.set(name, metadata.uid);
    const condition = {
      type: 'Ready',
      status: 'False',
      reason: 'BootstrapFailed',
      message: 'phase kubeadm-init-etcd failed',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    };
    const bootstrap = {
      state: 'Failed',
      phase: 'kubeadm-init-etcd',
      command: 'kubeadm init',
      exitCode: 1,
      message: 'full',
    };
    await client.objects.patch(
      Machine,
      { namespace: 'default', name },
      {
        type: 'merge',
        subresource: 'status',
        body: { status: { providerId: 'x', conditions: [condition], bootstrap } },
      },
    );
  }

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'slipway-explain-'));
    server = await startServer(servedKinds, {
      machineLogs: { open: async ({ name }) => journalOf(name) },
      nextPasses: (plural) => [
        { controller: `${plural}.lifecycle`, at: Date.parse('2999-01-01T00:00:00Z'), wokenBy: [{ by: 'journal' }] },
      ],
    });
    client = await server.client();
    await failedMachine('first-control-plane-1');
    await failedMachine('frozen');
  });

  after(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  it('name phase, command, exit code and last lines from the journal of the machine itself', async () => {
    for (const command of ['explain', 'describe']) {
      const { code, printed } = await runWords([command, 'machine', 'first-control-plane-1'], { directory, client });
      assert.equal(code, 0);
      const text = printed.join('\n');
      for (const pattern of [
        /BootstrapFailed \(machine; retryable/,
        /journal of machine first-control-plane-1, entry 9, at 2026-01-01T00:00:02.000Z, phase kubeadm-init-etcd, command "kubeadm init phase etcd local", exit code 1/,
        /no space left on device\[31m\n/,
        /Since: +2026-01-01T00:00:00Z/,
        /Next try: +in \d+h\d+m, or as soon as this changes: the machine's journal/,
        /Who acts: +whoever runs the manager/,
        /What to do: +Read slipway logs machine first-control-plane-1\./,
      ])
        assert.match(text, pattern);
    }
  });

  it('print an object that programs read', async () => {
    const { printed } = await runWords(['explain', 'machine/first-control-plane-1', '-o', 'json'], {
      directory,
      client,
    });
    const { cause, chain, state } = JSON.parse(printed.join('\n'));
    assert.deepEqual([state, chain.length, cause.lasts, cause.evidence[0].exitCode], ['NotReady', 1, 'retryable', 1]);
  });

  it('do without the journal of a machine that says nothing, in seconds', async () => {
    const { printed } = await runWords(['explain', 'machine', 'frozen'], { directory, client });
    assert.match(
      printed.join('\n'),
      /status of machine frozen, phase kubeadm-init-etcd, command "kubeadm init", exit code 1\n +full/,
    );
  });

  it('end with code 3 when there is no such object', async () => {
    assert.equal((await runWords(['explain', 'machine', 'nobody'], { directory, client })).code, 3);
  });
});
