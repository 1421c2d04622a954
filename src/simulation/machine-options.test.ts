import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigMap } from '#api/builtin/config-map.ts';
import { Node } from '#api/builtin/node.ts';
import { Secret } from '#api/builtin/secret.ts';
import { Cluster } from '#api/cluster/index.ts';
import { ControlPlane } from '#api/control-plane/index.ts';
import { Machine } from '#api/machine/index.ts';
import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject, Unsaved } from '#api/meta/kube-object.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { ApplyConfiguration } from '#capabilities/object-api.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import { lintObject } from '#runtime/lint-object.ts';
import { createWorld } from './create-world.ts';
import type { World } from './world.ts';
import { readPlaceholder, writePlaceholder } from './placeholder.ts';
import { firstCluster } from './testing/first-cluster.ts';
import { workloadKinds } from './workload-kinds.ts';

const namespace = 'default';
const key = { namespace, name: 'first' };
const composition = firstCluster({ safetyNets: false });
const password = 'a-password-of-the-proxy';

const spec = {
  release: 'v1.0.0',
  provider: 'docker',
  registries: [
    {
      name: 'docker.io',
      mirrors: [
        { url: 'https://mirror.example.com', caFrom: { configMapKeyRef: { name: 'authority', key: 'ca.crt' } } },
      ],
    },
  ],
  proxy: { httpsProxy: 'http://proxy.example.com:3128', noProxy: ['.example.com'], secretRef: { name: 'login' } },
  controlPlane: {
    apiServer: { extraArgs: [{ name: 'v', value: '3' }], certSANs: ['api.example.com'] },
    etcd: { extraArgs: [{ name: 'snapshot-count', value: '5000' }] },
    labels: { 'example.com/tier': 'control' },
  },
  pools: [
    {
      name: 'batch',
      replicas: 1,
      labels: { 'example.com/tier': 'batch' },
      taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
      kubelet: { maxPods: 20 },
      kubeletExtraArgs: [{ name: 'v', value: '4' }],
      files: [
        { path: '/etc/example/open', mode: '0644', content: 'open\n' },
        { path: '/etc/example/token', contentFrom: { secretKeyRef: { name: 'login', key: 'token' } } },
      ],
      preKubeadmCommands: ['first', 'second'],
      postKubeadmCommands: ['third'],
    },
  ],
};

const authority: Unsaved<ConfigMap> = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'authority', namespace },
  data: { 'ca.crt': writePlaceholder('CERTIFICATE', { commonName: 'mirror' }) },
};
const login = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'login', namespace },
  stringData: { username: 'me', password, token: 'a-token-in-a-file' },
} as unknown as Unsaved<Secret>;

function declared(changes: object = {}): Unsaved<Cluster> {
  const whole = { apiVersion: 'slipway.dev/v1alpha1', kind: 'Cluster', metadata: key, spec: { ...spec, ...changes } };
  return whole as unknown as Unsaved<Cluster>;
}

async function worldWith(cluster: Unsaved<Cluster>): Promise<World> {
  const world = createWorld({
    seed: 7,
    kinds: composition.kinds,
    workloadKinds,
    lint: (object) => assert.deepEqual(lintObject(object), []),
  });
  await world.act(composition.plantSeeds);
  await world.act((objects) => objects.create(Cluster, cluster));
  world.startManager(composition.composition);
  await world.runUntilQuiet();
  return world;
}

async function makeReferences(world: World): Promise<void> {
  await world.act(async (objects) => {
    await objects.create(ConfigMap, authority);
    await objects.create(Secret, login);
  });
  await world.runUntilQuiet();
}

async function condition(world: World, [kind, name]: readonly [Kind, string], type: string) {
  const object = (await world.objects.get(kind, { namespace, name })) as KubeObject & {
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly [field: string]: unknown }[] };
  };
  return object.status?.conditions?.find((one) => one.type === type);
}

function payloadOf(world: World, name: string): { readonly task: BootstrapTask; readonly secrets: TaskSecrets } {
  const machine = [...world.truth.cloud.machines.values()].find(({ tags }) => tags.owner.name === name);
  assert(machine, name);
  const { configuration, secrets } = machine.desired.payload;
  const text = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  return { task: text(configuration) as BootstrapTask, secrets: text(secrets) as TaskSecrets };
}

test('machines wait for what their settings refer to, say which, and go on by themselves', async () => {
  const world = await worldWith(declared());
  const ready = await condition(world, [Machine, 'first-batch-1'], 'Ready');
  assert.equal(ready?.['reason'], 'ReferenceNotFound');
  assert.equal(
    ready?.['message'],
    'there is no Secret default/login, which files[1].contentFrom names: make it, and the machine goes on',
  );
  assert.equal(world.truth.cloud.machines.size, 0);
  await world.act((objects) => objects.create(ConfigMap, { ...authority, data: { 'ca.crt': 'hello' } }));
  await world.act((objects) => objects.create(Secret, { ...login, stringData: { username: 'me' } }));
  await world.runUntilQuiet();
  const lacking = await condition(world, [Machine, 'first-batch-1'], 'Ready');
  assert.match(String(lacking?.['message']), /^Secret default\/login has no key token, which files\[1\]\.contentFrom/);
  const invalid = await condition(world, [Machine, 'first-control-plane-1'], 'Ready');
  assert.equal(invalid?.['reason'], 'ReferenceInvalid');
  const change = (kind: Kind, name: string, body: object) =>
    world.act((objects) => objects.patch(kind, { namespace, name }, { type: 'merge', body }));
  await change(ConfigMap, 'authority', { data: authority.data });
  await change(Secret, 'login', { stringData: Reflect.get(login, 'stringData') as object });
  await world.runUntilQuiet();
  assert.equal((await condition(world, [Cluster, 'first'], 'Ready'))?.['status'], 'True');
});

test('settings reach machines: flags, patch, files, commands, labels and taints; what is secret travels apart', async () => {
  const world = await worldWith(declared());
  await makeReferences(world);
  const control = payloadOf(world, 'first-control-plane-1');
  const batch = payloadOf(world, 'first-batch-1');
  const documents = control.task.kubeadm as readonly { readonly [field: string]: unknown }[];
  const cluster = documents.find(({ kind }) => kind === 'ClusterConfiguration');
  const apiServer = cluster?.['apiServer'] as { readonly certSANs: readonly string[]; readonly extraArgs: unknown };
  assert.ok(apiServer.certSANs.includes('api.example.com'));
  assert.deepEqual(apiServer.extraArgs, [{ name: 'v', value: '3' }]);
  assert.deepEqual(Reflect.get(Reflect.get(cluster?.['etcd'] as object, 'local') as object, 'extraArgs'), [
    { name: 'snapshot-count', value: '5000' },
  ]);
  assert.deepEqual(batch.task.kubeletFlags, ['--v=4']);
  assert.deepEqual(batch.task.commands, { before: ['first', 'second'], after: ['third'] });
  assert.deepEqual(
    batch.task.files.map(({ path }) => path),
    [
      '/etc/example/open',
      '/etc/slipway/patches/kubeletconfiguration+merge.json',
      '/etc/containerd/certs.d/docker.io/mirror-1-ca.crt',
      '/etc/containerd/certs.d/docker.io/hosts.toml',
    ],
  );
  assert.deepEqual(batch.secrets.machineFiles, [
    { path: '/etc/example/token', mode: '0600', content: 'a-token-in-a-file' },
  ]);
  assert.deepEqual(batch.secrets.proxyLogin, { username: 'me', password });
  for (const { task } of [control, batch]) {
    assert.equal(JSON.stringify(task).includes(password), false);
    assert.equal(task.proxy?.forComponents, false);
  }
  const [workload] = world.truth.hosts.clusters;
  const node = workload?.all(Node).find(({ metadata }) => metadata.name === 'first-batch-1');
  assert.equal(node?.metadata.labels?.['example.com/tier'], 'batch');
  assert.deepEqual(node?.spec?.taints, [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }]);
  const machine = [...world.truth.cloud.machines.values()].find(({ tags }) => tags.owner.name === 'first-batch-1');
  const phases =
    machine?.journal
      .entries()
      .filter(({ event }) => event === 'succeeded')
      .map(({ phase }) => phase) ?? [];
  const commands = phases.filter((phase) => phase.includes('-command-'));
  assert.deepEqual(commands, ['pre-kubeadm-command-1', 'pre-kubeadm-command-2', 'post-kubeadm-command-1']);
  assert.ok(phases.indexOf('pre-kubeadm-command-2') < phases.indexOf('kubeadm-join-preflight'));
  assert.ok(phases.indexOf('post-kubeadm-command-1') > phases.indexOf('pod-network'));
});

test('what is declared otherwise makes machines outdated, changes none of them, and reaches those made later', async () => {
  const world = await worldWith(declared());
  await makeReferences(world);
  const apply = (cluster: Unsaved<Cluster>) =>
    world.act((objects) =>
      objects.apply(Cluster, cluster as unknown as ApplyConfiguration, { fieldManager: 'slipway', force: true }),
    );
  await apply(declared());
  await world.runUntilQuiet();
  const before = world.asked;
  const revision = (await world.objects.get(Cluster, key)).metadata.resourceVersion;
  await apply(declared());
  await world.runUntilQuiet();
  assert.equal(world.asked, before, 'the same declaration asks for nothing');
  assert.equal((await world.objects.get(Cluster, key)).metadata.resourceVersion, revision);

  const [pool] = spec.pools;
  const pools = [{ ...pool, preKubeadmCommands: ['first', 'other'], kubelet: { maxPods: 30 } }];
  await apply(declared({ pools, controlPlane: { ...spec.controlPlane, apiServer: { certSANs: ['b.example.com'] } } }));
  await world.runUntilQuiet();
  const outdated = await condition(world, [NodePool, 'first-batch'], 'MachinesUpToDate');
  assert.equal(outdated?.['reason'], 'MachinesOutdated');
  assert.match(String(outdated?.['message']), /first-batch-1 \(kubelet, preKubeadmCommands\); a machine keeps/);
  const control = await condition(world, [ControlPlane, 'first'], 'MachinesUpToDate');
  assert.match(String(control?.['message']), /first-control-plane-1 \(apiServer\).*only a new cluster/);
  const cluster = await world.objects.get(Cluster, key);
  assert.equal(cluster.status?.outdatedMachines, 2);
  assert.equal((await condition(world, [Cluster, 'first'], 'Ready'))?.['status'], 'True');
  assert.deepEqual(payloadOf(world, 'first-batch-1').task.commands?.before, ['first', 'second']);

  await world.act((objects) =>
    objects.patch(NodePool, { namespace, name: 'first-batch' }, { type: 'merge', body: { spec: { replicas: 2 } } }),
  );
  await world.runUntilQuiet();
  assert.deepEqual(payloadOf(world, 'first-batch-2').task.commands?.before, ['first', 'other']);
  const [workload] = world.truth.hosts.clusters;
  assert.equal(
    workload?.all(Node).filter((node) => JSON.stringify(node.spec?.taints).includes('NoSchedule')).length,
    3,
  );

  await world.act((objects) => objects.delete(Machine, { namespace, name: 'first-batch-1' }));
  await world.runUntilQuiet();
  assert.equal((await condition(world, [NodePool, 'first-batch'], 'MachinesUpToDate'))?.['status'], 'True');
  assert.deepEqual(payloadOf(world, 'first-batch-3').task.commands?.before, ['first', 'other']);
});

test("an owner's authority issues those of the cluster, or is the cluster's; one that cannot be used is told", async () => {
  for (const usage of ['Issuer', 'ClusterAuthority'] as const) {
    const controlPlane = { certificateAuthority: { secretRef: { name: 'enterprise' }, usage } };
    const world = await worldWith(declared({ controlPlane, registries: [], proxy: undefined, pools: [] }));
    assert.equal(
      (await condition(world, [ControlPlane, 'first'], 'Ready'))?.['reason'],
      'CertificateAuthorityNotFound',
    );
    const facts = { serial: 'enterprise', notAfter: world.clock.now() + 1e12, authority: true };
    const pem = (label: string, of: object) => writePlaceholder(label, { ...of });
    const supply = (certificate: object, serial = 'enterprise') =>
      world.act((objects) =>
        objects.apply(
          Secret,
          {
            ...login,
            metadata: { ...login.metadata, name: 'enterprise' },
            stringData: { 'tls.crt': pem('CERTIFICATE', certificate), 'tls.key': pem('PRIVATE KEY', { serial }) },
          } as unknown as ApplyConfiguration,
          { fieldManager: 'test', force: true },
        ),
      );
    for (const [certificate, serial, problem] of [
      [facts, 'other', 'its key does not belong to its certificate'],
      [{ ...facts, authority: false }, 'enterprise', "its certificate is no authority's"],
      [{ ...facts, notAfter: 0 }, 'enterprise', 'its certificate is over since 1970'],
    ] as const) {
      await supply(certificate, serial);
      await world.runUntilQuiet();
      const ready = await condition(world, [ControlPlane, 'first'], 'Ready');
      assert.equal(ready?.['reason'], 'CertificateAuthorityInvalid');
      assert.ok(
        String(ready?.['message']).startsWith(`the authority in Secret default/enterprise cannot be used: ${problem}`),
        String(ready?.['message']),
      );
    }
    await supply(facts);
    await world.runUntilQuiet();
    assert.equal((await condition(world, [Cluster, 'first'], 'Ready'))?.['status'], 'True');
    const { data = {} } = await world.objects.get(Secret, { namespace, name: 'first-authorities' });
    const made = (name: string) => readPlaceholder(atob(data[name] ?? ''));
    assert.deepEqual(made('chain.crt'), facts);
    assert.equal(usage === 'Issuer' ? made('ca.crt')?.['issuer'] : made('ca.crt')?.['serial'], 'enterprise');
    assert.equal(made('etcd-ca.crt')?.['issuer'], usage === 'Issuer' ? 'enterprise' : undefined);
  }
});

test('paths of the host reach the machines of a pool, make older ones outdated, and stay in tier test', async () => {
  const [pool] = spec.pools;
  const hostPaths = [{ path: '/var/run/docker.sock', mountPath: '/mnt/engine/docker.sock' }];
  const world = await worldWith(declared({ tier: 'test', pools: [{ ...pool, hostPaths }] }));
  await makeReferences(world);
  const [batch, ...others] = [...world.truth.cloud.machines.values()].toSorted((a, b) =>
    a.tags.owner.name < b.tags.owner.name ? -1 : 1,
  );
  assert.equal(batch?.tags.owner.name, 'first-batch-1');
  assert.deepEqual(batch?.desired.hostPaths, [{ ...hostPaths[0], readOnly: true }]);
  assert.deepEqual(
    others.map(({ desired }) => desired.hostPaths),
    [undefined],
  );
  await world.act((objects) =>
    objects.patch(Cluster, key, { type: 'merge', body: { spec: { pools: [{ ...pool, hostPaths: [] }] } } }),
  );
  await world.runUntilQuiet();
  const outdated = await condition(world, [NodePool, 'first-batch'], 'MachinesUpToDate');
  assert.match(String(outdated?.['message']), /first-batch-1 \(hostPaths\)/);
});

test('a pool that was given a path of the host behind the back of its Cluster makes no machine with it', async () => {
  const world = await worldWith(declared());
  await makeReferences(world);
  const body = { spec: { replicas: 2, hostPaths: [{ path: '/etc', mountPath: '/mnt/host' }] } };
  await world.act((objects) => objects.patch(NodePool, { namespace, name: 'first-batch' }, { type: 'merge', body }));
  const readiness = () => condition(world, [Machine, 'first-batch-2'], 'Ready').catch(() => undefined);
  await world.runUntil('it is refused', async () => (await readiness())?.['reason'] === 'HostPathRefused');
  const refused = await readiness();
  assert.match(
    String(refused?.['message']),
    /^\/etc of the host is for machines of tier test and Cluster first is of tier dev/,
  );
  assert.deepEqual(
    [...world.truth.cloud.machines.values()].filter(({ desired }) => desired.hostPaths !== undefined),
    [],
  );
});
