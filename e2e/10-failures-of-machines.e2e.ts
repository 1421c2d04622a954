import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Machine } from '#api/machine/index.ts';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { awaitObject } from './harness/await-object.ts';
import { awaitCluster } from './harness/await-cluster.ts';
import { clusterManifest } from './harness/cluster-manifest.ts';
import { containerFiles } from './harness/container-files.ts';
import { docker as printed } from './harness/docker.ts';
import { type EngineDoor, openEngineDoor } from './harness/engine-door.ts';
import { hostState } from './harness/host-state.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { machineContainers } from './harness/machine-container.ts';
import { tells } from './harness/tells.ts';
import { watchIdle } from './harness/watch-idle.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

/** What the engine's client prints, without the end of the last line. */
const docker = async (parameters: readonly string[]) => (await printed(parameters)).trim();

const name = 'bad';
const controlPlane = `${name}-control-plane-1`;
const worker = (ordinal: number) => `${name}-workers-${ordinal}`;
const workers = 6;

const taskPath = '/etc/slipway/tasks/bootstrap.json';
const secretsPath = '/etc/slipway/secrets/bootstrap.json';
const entrypointPath = '/entrypoint';
const dropIns = '/etc/systemd/system/slipway-host.service.d';
const saved = 'saved.example/etcd:1';
const takeImageAway = `[Service]
ExecStartPre=/bin/sh -c 'until ctr -n k8s.io images ls -q | grep -q /etcd:; do sleep 0.2; done; \\
  for image in $(ctr -n k8s.io images ls -q | grep /etcd:); do \\
    ctr -n k8s.io images tag "$image" ${saved}; echo "$image" > /taken; ctr -n k8s.io images rm "$image"; done'
`;

describe('machines on a bad day', () => {
  let installation: Installation;
  let door: EngineDoor;
  let workload: Workload;
  let foreign = '';
  const broken = new Set<string>();
  /** What was right on a machine before it was made wrong. */
  const right = new Map<string, string>();

  async function rewrite(id: string, machine: string, change: (secrets: Record<string, unknown>) => object) {
    const text = await containerFiles.read(id, secretsPath);
    right.set(machine, text);
    const secrets = JSON.parse(text) as Record<string, unknown>;
    await containerFiles.write(id, {
      path: secretsPath,
      content: JSON.stringify({ ...secrets, ...change(secrets) }),
      mode: 0o600,
    });
  }

  async function mendSecrets(machine: string): Promise<void> {
    const { id } = await container(machine);
    await containerFiles.write(id, { path: secretsPath, content: right.get(machine) ?? '', mode: 0o600 });
  }

  async function breakControlPlane(id: string): Promise<void> {
    const task = JSON.parse(await containerFiles.read(id, taskPath)) as { readonly kubeadm: Record<string, unknown>[] };
    const kubeadm = task.kubeadm.map((document) => {
      if (document['kind'] !== 'ClusterConfiguration') return document;
      const etcd = document['etcd'] as { readonly local: { readonly extraArgs?: readonly object[] } };
      const extraArgs = [...(etcd.local.extraArgs ?? []), { name: 'nonsense', value: '1' }];
      return { ...document, etcd: { ...etcd, local: { ...etcd.local, extraArgs } } };
    });
    await containerFiles.write(id, { path: taskPath, content: JSON.stringify({ ...task, kubeadm }), mode: 0o600 });
    await containerFiles.makeDirectory(id, dropIns);
    await containerFiles.write(id, { path: `${dropIns}/break.conf`, content: takeImageAway });
  }

  /** How each machine is made wrong before its first boot. */
  const breakings: { readonly [machine: string]: (id: string) => Promise<unknown> } = {
    [controlPlane]: breakControlPlane,
    [worker(1)]: (id) =>
      containerFiles.write(id, { path: '/etc/default/kubelet', content: 'KUBELET_EXTRA_ARGS=--nonsense\n' }),
    [worker(2)]: (id) => rewrite(id, worker(2), () => ({ bootstrapToken: 'abcdef.0123456789abcdef' })),
    async [worker(3)](id) {
      const other = await createPki(clock).createAuthority({ commonName: 'kubernetes', validSeconds: 3600 });
      await rewrite(id, worker(3), () => ({ clusterAuthority: other.certificate }));
      await containerFiles.makeDirectory(id, '/etc/kubernetes/pki');
      await containerFiles.write(id, { path: '/etc/kubernetes/pki/ca.crt', content: 'left by somebody\n' });
    },
    async [worker(4)](id) {
      right.set(worker(4), await containerFiles.read(id, entrypointPath));
      await containerFiles.write(id, {
        path: entrypointPath,
        content: '#!/bin/sh\nexec sleep infinity\n',
        mode: 0o755,
      });
    },
    [worker(5)]: (id) => docker(['update', '--memory=40m', '--memory-swap=40m', id]),
  };

  async function meddle({ path, query }: { readonly path: string; readonly query: URLSearchParams }): Promise<void> {
    const made = query.get('name');
    if (path === '/containers/create' && foreign === '' && made?.startsWith(worker(6)) === true) {
      const [image = ''] = (await docker(['images', '--quiet', '--filter', 'label=slipway.dev/installation'])).split(
        '\n',
      );
      foreign = await docker(['create', '--name', made, '--network=none', '--label=slipway-test=foreign', image]);
    }
    const [, id] = /^\/containers\/([0-9a-f]+)\/start$/.exec(path) ?? [];
    if (id === undefined) return;
    const machine = await docker(['inspect', '--format', '{{index .Config.Labels "slipway.dev/name"}}', id]);
    const breaking = breakings[machine];
    if (breaking === undefined || broken.has(machine)) return;
    broken.add(machine);
    await breaking(id);
  }

  const label = () => `label=slipway.dev/installation=${installation.uid()}`;
  const container = (machine: string) => machineContainers.named(installation.uid(), machine);
  const on = async (machine: string, ...command: readonly string[]) =>
    machineContainers.execute(await container(machine), command);
  const machineTells = (machine: string, sentence: RegExp) => tells(installation, ['machine', machine], sentence);
  const clusterTells = (sentence: RegExp) => tells(installation, ['cluster', name], sentence);

  before(async () => {
    installation = await createInstallation();
    door = await openEngineDoor('/var/run/docker.sock', join(installation.home, 'door.sock'));
    door.meddle(meddle);
    door.shut();
    await installation.apply({
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Provider',
      metadata: { name: 'door' },
      spec: { type: 'docker', docker: { socket: door.socketPath } },
    });
    const manifest = clusterManifest(name, workers) as { readonly spec: object };
    await installation.apply({ ...manifest, spec: { ...manifest.spec, provider: 'door' } });
  });

  after(async () => {
    await workload?.close();
    if (foreign !== '') await docker(['rm', '--force', foreign]).catch(() => undefined);
    await installation?.remove();
    door?.close();
  });

  it('whose engine does not run are made once it does', async () => {
    await clusterTells(/ProviderUnavailable.*No container engine answers there: install or start it/s);
    await door.open();
    // The image may have to be built first.
    await awaitObject(installation, {
      kind: Machine,
      key: { namespace: 'default', name: controlPlane },
      what: 'is made',
      holds: (machine) => machine?.status?.providerId !== undefined,
      within: 1_800_000,
    });
  });

  it('say that an image is missing, and go on when it is there', async () => {
    await clusterTells(/Image \S*etcd:\S+ is missing on the machine/);
    const image = (await on(controlPlane, 'cat', '/taken')).trim();
    await on(controlPlane, 'ctr', '--namespace=k8s.io', 'images', 'tag', saved, image);
  });

  it('say why etcd does not come up, and go on when it does', async () => {
    await clusterTells(/etcd says: .*nonsense/);
    await on(controlPlane, 'sed', '-i', '/nonsense/d', '/etc/kubernetes/manifests/etcd.yaml');
  });

  it('say that a container of somebody else has their name, leave it alone, and come once it is gone', async () => {
    await machineTells(worker(6), /ForeignMachine: .*remove or rename it/);
    assert.match(await docker(['inspect', '--format', '{{.State.Status}}', foreign]), /created/);
    await docker(['rm', foreign]);
  });

  it('that never boot say since when, and go on when they do', async () => {
    await machineTells(worker(4), /the machine boots since \S+ and has not begun its bootstrap/);
    const { id } = await container(worker(4));
    await containerFiles.write(id, { path: entrypointPath, content: right.get(worker(4)) ?? '', mode: 0o755 });
    await docker(['restart', '--time=0', id]);
  });

  it('that have too little memory say so, and go on with more', async () => {
    await machineTells(worker(5), /memory are used up|out of memory/);
    const { id } = await container(worker(5));
    await docker(['update', '--memory=1g', '--memory-swap=1g', id]);
    await docker(['restart', '--time=0', id]);
  });

  it('say that their token is not known, and go on with the right one', async () => {
    await machineTells(worker(2), /The cluster does not know the machine's bootstrap token/);
    await mendSecrets(worker(2));
  });

  it('say that the cluster shows the certificate of another authority, and go on with the right one', async () => {
    await machineTells(worker(3), /its certificate is not signed by the authority of the cluster/);
    await mendSecrets(worker(3));
  });

  it('are described with phase, command, exit code and last lines of what failed on them', async () => {
    const told = await machineTells(worker(3), /phase kubeadm-join-preflight/);
    assert.match(told, /kubeadm join phase preflight --config=/);
    assert.match(told, /exit code 1/);
    assert.match(told, /\[ERROR FileAvailable--etc-kubernetes-pki-ca\.crt\]/);
    await on(worker(3), 'rm', '/etc/kubernetes/pki/ca.crt');
  });

  it('say that their kubelet crashes and why, and go on when it does not', async () => {
    await machineTells(worker(1), /The kubelet ends with exit code 1 each time it starts: .*nonsense/);
    await on(worker(1), 'rm', '/etc/default/kubelet');
  });

  it('become one cluster', async () => {
    await awaitCluster.ready(installation, name);
    await awaitCluster.poolReady(installation, `${name}-workers`, workers);
    workload = await openWorkload(installation, name);
    assert.equal((await workload.list('nodes')).length, 1 + workers);
  });

  it('are Ready again after the engine was away, which is said, as is a port that somebody took meanwhile', async () => {
    door.shut();
    await clusterTells(/ProviderUnavailable/);
    const ofEndpoint = ['--filter', label(), '--filter', 'label=slipway.dev/resource=endpoint'];
    const endpoint = await docker(['ps', '--quiet', ...ofEndpoint]);
    const port = await docker(['inspect', '--format', '{{index .Config.Labels "slipway.dev/port"}}', endpoint]);
    await docker(['stop', '--time=1', endpoint]);
    const squatter = createServer().listen(Number(port), '127.0.0.1');
    await door.open();
    await clusterTells(new RegExp(`port ${port} of the host, which belongs to the endpoint of ${name}, is used`));
    squatter.close();
    await awaitCluster.ready(installation, name);
  });

  it('that somebody stops, freezes or removes, or whose Node somebody deletes, say what to do', async () => {
    const [stopped, paused, removed] = await Promise.all([1, 2, 4].map((ordinal) => container(worker(ordinal))));
    assert.ok(stopped && paused && removed);
    const uid = async () => workload.kubectl(['get', 'node', worker(3), '--output=jsonpath={.metadata.uid}']);
    const before = await uid();
    await docker(['stop', '--time=1', stopped.id]);
    await docker(['pause', paused.id]);
    await docker(['rm', '--force', removed.id]);
    await workload.kubectl(['delete', 'node', worker(3)]);
    await machineTells(worker(1), /MachineStopped: .*docker start/s);
    await machineTells(worker(2), /MachineStopped: .*docker unpause/s);
    await machineTells(
      worker(4),
      new RegExp(`MachineFailed: .*container is gone.*slipway delete machine ${worker(4)}`, 's'),
    );
    await machineTells(worker(3), /NodeRegistered .*its Node was deleted by somebody; the machine registered it again/);
    await docker(['start', stopped.id]);
    await docker(['unpause', paused.id]);
    await installation.cli(['delete', 'machine', worker(4), '--yes']);
    await awaitCluster.poolReady(installation, `${name}-workers`, workers);
    await awaitCluster.ready(installation, name);
    assert.notEqual(await uid(), before);
  });

  it('whose network somebody removes are on it again, at their addresses and with their routes', async () => {
    const machines = await machineContainers.list(installation.uid());
    const states = await Promise.all(machines.map(hostState));
    const network = await docker(['network', 'ls', '--filter', label(), '--format', '{{.Name}}']);
    const members = await docker(['ps', '--filter', label(), '--format', '{{.ID}}']);
    for (const id of members.split('\n')) await docker(['network', 'disconnect', '--force', network, id]);
    await docker(['network', 'rm', network]);
    await clusterTells(/NetworkRestored/);
    await awaitCluster.ready(installation, name);
    await workload.serving();
    const routes = async () => (await Promise.all(machines.map(hostState))).map((state) => state.routes.length);
    const deadline = AbortSignal.timeout(60_000);
    const before = states.map((state) => state.routes.length);
    while (JSON.stringify(await routes()) !== JSON.stringify(before))
      assert.ok(!deadline.aborted, 'routes are missing');
    await workload.kubectl(['wait', '--for=condition=Ready', 'nodes', '--all', '--timeout=2m'], { within: 130_000 });
  });

  it('cost nothing while nothing happens: the manager writes nothing', async () => {
    const { problems } = await watchIdle(installation, 10_000);
    assert.deepEqual(
      problems.filter((problem) => problem.includes('written')),
      [],
    );
  });
});
