import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { Secret } from '#api/builtin/secret.ts';
import type { Cluster } from '#api/cluster/index.ts';
import { Machine } from '#api/machine/index.ts';
import { NodePool } from '#api/node-pool/index.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import { readiness } from '#explain/readiness.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { type ArgumentLists, watchArgumentLists } from './harness/argument-lists.ts';
import { awaitCluster } from './harness/await-cluster.ts';
import { awaitObject } from './harness/await-object.ts';
import { currentBuild } from './harness/current-build.ts';
import { enterpriseAuthority } from './harness/enterprise-authority.ts';
import { findLeaks } from './harness/find-leaks.ts';
import { createInstallation, type Installation } from './harness/installation.ts';
import { type MachineContainer, machineContainers } from './harness/machine-container.ts';
import { objectVersions } from './harness/object-versions.ts';
import { openWorkload, type Workload } from './harness/workload.ts';

/** An object of a file as it was read. */
interface Declared {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  data?: object;
  spec: {
    tier?: string;
    controlPlane: { certificateAuthority?: object };
    pools: { [field: string]: unknown }[];
  };
}

const namespace = 'default';
const pki = createPki({ now: () => Date.now() });

/** The engine's socket on its host, and where machines of the pool see it. */
const enginePath = '/var/run/docker.sock';
const engineSocket = '/mnt/engine/docker.sock';

/** A mirror on the machine: says what it is asked for, over TLS by the authority that was declared for it. */
const mirror = `
  const { appendFileSync, readFileSync } = require('node:fs');
  require('node:https').createServer(JSON.parse(readFileSync('/run/mirror.json', 'utf8')), (request, response) => {
    appendFileSync('/run/mirror.log', request.url + '\\n');
    response.writeHead(404).end();
  }).listen(5443, '127.0.0.1', () => appendFileSync('/run/mirror.log', 'listening\\n'));
`;

async function serverCertificate(cluster: Cluster): Promise<X509Certificate> {
  const { address = '', port = 0 } = cluster.status?.endpoint?.external ?? {};
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, rejectUnauthorized: false }, () => {
      resolve(new X509Certificate(socket.getPeerCertificate().raw));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('settings of machines', () => {
  let installation: Installation;
  let workload: Workload;
  let argumentLists: ArgumentLists;
  let documents: Declared[];
  let enterprise: Awaited<ReturnType<typeof enterpriseAuthority>>;
  let mirrorAuthority: Awaited<ReturnType<typeof pki.createAuthority>>;
  let cluster: Cluster;
  let control: MachineContainer;
  let batch: MachineContainer;

  const shell = (machine: MachineContainer, line: string): Promise<string> =>
    machineContainers.execute(machine, ['sh', '-c', line]);
  const environment = (machine: MachineContainer, program: string): Promise<string> =>
    shell(machine, `tr '\\0' '\\n' < /proc/$(pidof -s ${program})/environ`);
  const flags = (machine: MachineContainer, program: string): Promise<string> =>
    shell(machine, `tr '\\0' '\\n' < /proc/$(pidof -s ${program})/cmdline`);
  const apply = () => installation.apply(...documents);

  before(async () => {
    const example = join((await currentBuild()).root, 'examples', 'machine-options.yaml');
    documents = parseAllDocuments(await readFile(example, 'utf8')).map((document) => document.toJS() as Declared);
    enterprise = await enterpriseAuthority();
    mirrorAuthority = await pki.createAuthority({ commonName: 'mirrors', validSeconds: 3600 });
    const [authority] = documents;
    const declared = documents.at(-1);
    assert(authority && declared);
    authority.data = { 'ca.crt': mirrorAuthority.certificate };
    declared.spec.controlPlane.certificateAuthority = { secretRef: { name: 'enterprise' } };
    declared.spec.tier = 'test';
    for (const pool of declared.spec.pools) pool['hostPaths'] = [{ path: enginePath, mountPath: engineSocket }];
    installation = await createInstallation();
    argumentLists = watchArgumentLists();
  });

  after(async () => {
    argumentLists?.stop();
    await workload?.close();
    await installation?.remove();
  });

  it('are refused as long as what they refer to is missing, and lead to a Ready cluster then', async () => {
    const file = documents.map((document) => JSON.stringify(document)).join('\n---\n');
    const refused = await installation.tryCli(['apply', '-f', '-'], { input: file });
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /certificateAuthority\.secretRef: there is no Secret enterprise in namespace default/);
    const data = { 'tls.crt': enterprise.certificate, 'tls.key': enterprise.key, 'ca.crt': enterprise.root };
    const metadata = { name: 'enterprise', namespace };
    await installation.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata,
      stringData: data,
    });
    await apply();
    cluster = await awaitCluster.ready(installation, 'custom');
    argumentLists.stop();
    workload = await openWorkload(installation, 'custom');
    control = await machineContainers.named(installation.uid(), 'custom-control-plane-1');
    batch = await machineContainers.named(installation.uid(), 'custom-batch-1');
  });

  it('stand on the command lines of the kubelet and the API server', async () => {
    assert.match(await flags(batch, 'kubelet'), /^--v=4$/m);
    assert.doesNotMatch(await flags(control, 'kubelet'), /^--v=4$/m);
    const apiServer = await flags(control, 'kube-apiserver');
    assert.match(apiServer, /^--audit-policy-file=\/etc\/kubernetes\/audit\/policy\.yaml$/m);
    assert.match(await shell(control, 'head -n 1 /var/log/kubernetes/audit.log'), /"kind":"Event"/);
  });

  it('become labels, taints and the configuration of one pool, and of no other machine', async () => {
    const nodes = await workload.list<{ readonly metadata: Machine['metadata']; readonly spec: object } & Machine>(
      'nodes',
    );
    const node = nodes.find(({ metadata }) => metadata.name === 'custom-batch-1');
    assert.equal(node?.metadata.labels?.['example.com/use'], 'batch');
    assert.deepEqual(Reflect.get(node.spec, 'taints'), [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }]);
    const configuration = async (name: string) =>
      (
        JSON.parse(await workload.kubectl(['get', '--raw', `/api/v1/nodes/${name}/proxy/configz`])) as {
          kubeletconfig: object;
        }
      ).kubeletconfig;
    const own = await configuration('custom-batch-1');
    assert.equal(Reflect.get(own, 'maxPods'), 20);
    assert.deepEqual(Reflect.get(own, 'systemReserved'), { cpu: '100m', memory: '128Mi' });
    assert.equal(Reflect.get(await configuration('custom-control-plane-1'), 'maxPods'), 110);
  });

  it('become files with their modes, and commands in their order', async () => {
    const files = '/etc/agent/agent.conf /etc/agent/token /etc/slipway/proxy.env';
    assert.equal(
      await shell(batch, `stat -c '%a %U %n' ${files}`),
      '644 root /etc/agent/agent.conf\n600 root /etc/agent/token\n600 root /etc/slipway/proxy.env\n',
    );
    assert.equal(await shell(batch, 'cat /etc/agent/token'), 'not-a-real-token');
    const journal = (await shell(batch, 'cat /var/lib/slipway/journal.jsonl')).trim().split('\n');
    const done = journal.map((line) => JSON.parse(line) as JournalEntry).filter(({ event }) => event === 'succeeded');
    const position = (phase: string) => done.findIndex((entry) => entry.phase === phase);
    const order = ['files', 'pre-kubeadm-command-1', 'pre-kubeadm-command-2', 'kubeadm-join-preflight', 'pod-network'];
    const positions = [...order, 'post-kubeadm-command-1', 'wipe-secrets'].map(position);
    assert.deepEqual(
      positions,
      positions.toSorted((a, b) => a - b),
    );
    assert.ok(positions.every((at) => at >= 0));
    assert.deepEqual(done[position('pre-kubeadm-command-2')]?.command?.slice(0, 3), ['/bin/sh', '-e', '-c']);
    const [prepared = 0, joined = 0] = (await shell(batch, 'cat /var/lib/prepared /var/lib/joined'))
      .trim()
      .split('\n')
      .map(Number);
    assert.ok(prepared > 0 && prepared < joined);
    assert.equal(await shell(batch, 'cat /proc/sys/net/ipv4/ip_local_port_range'), '20000\t60999\n');
  });

  it('let machines of one pool, and no other, talk to the engine that they run on', async () => {
    const ask = `require('node:http').get({ socketPath: '${engineSocket}', path: '/containers/custom/json' }, (answer) => answer.pipe(process.stdout))`;
    const answer = (await shell(batch, `/usr/local/lib/slipway/node -e "${ask}"`)).trim();
    assert.match(answer, /No such container: custom/);
    assert.equal((await shell(control, `test -e ${engineSocket} || echo absent`)).trim(), 'absent');
  });

  it('have the runtime ask the mirror, over TLS by the authority that was declared, before anything else', async () => {
    const { certificate, key } = await pki.issue({
      authority: mirrorAuthority,
      commonName: 'mirror',
      usages: ['server'],
      addresses: ['127.0.0.1'],
      validSeconds: 3600,
    });
    const node = '/usr/local/lib/slipway/node';
    const start = `cat > /run/mirror.json; setsid ${node} -e "$1" > /run/mirror.out 2>&1 & until [ -s /run/mirror.log ] || [ -s /run/mirror.out ]; do :; done; cat /run/mirror.out`;
    const input = JSON.stringify({ cert: certificate, key });
    assert.equal(await machineContainers.execute(batch, ['sh', '-c', start, 'sh', mirror], { input }), '');
    const container = { name: 'nothing', image: 'docker.io/library/nothing:1' };
    const spec = { nodeName: 'custom-batch-1', containers: [container] };
    await workload.apply({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'nothing', namespace }, spec });
    await workload.kubectl(
      [
        'wait',
        '--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ErrImagePull',
        'pod/nothing',
        '--timeout=2m',
      ],
      { within: 130_000 },
    );
    assert.match(await shell(batch, 'cat /run/mirror.log'), /^\/v2\/library\/nothing\/manifests\/1\?ns=docker\.io$/m);
  });

  it('give containerd and the kubelet the proxy with its password, and show that to nobody else', async () => {
    for (const machine of [control, batch]) {
      for (const program of ['containerd', 'kubelet']) {
        const variables = await environment(machine, program);
        assert.match(variables, /^HTTPS_PROXY=http:\/\/machines:not-a-real-password@proxy\.example\.com:3128$/m);
        const without = /^NO_PROXY=(.*)$/m.exec(variables)?.[1]?.split(',') ?? [];
        const { pods, services } = cluster.spec.network;
        const inside = [...pods.cidrs, ...services.cidrs, ...(cluster.status?.network?.cidrs ?? [])];
        for (const name of ['.example.com', '.svc', ...inside])
          assert.ok(without.includes(name), `${name} in ${without.join()}`);
      }
    }
    assert.doesNotMatch(await environment(control, 'kube-apiserver'), /PROXY/);
    assert.doesNotMatch(
      await workload.kubectl(['get', 'configmap', 'kubeadm-config', '-n', 'kube-system', '-o', 'yaml']),
      /PROXY/,
    );
  });

  it('name the API server in its certificate, which leads to the authority of the enterprise', async () => {
    const served = await serverCertificate(cluster);
    assert.match(served.subjectAltName ?? '', /DNS:api\.example\.com/);
    const authorities = (await installation.list('secrets')).find(
      ({ metadata }) => metadata.name === 'custom-authorities',
    );
    const certificate = (name: string) =>
      new X509Certificate(Buffer.from((authorities as Secret).data?.[name] ?? '', 'base64').toString());
    const chain = [served, certificate('ca.crt'), certificate('chain.crt'), new X509Certificate(enterprise.root)];
    for (const [index, issuer] of chain.slice(1).entries()) {
      const issued = chain[index];
      assert.ok(
        issued?.checkIssued(issuer) && issued.verify(issuer.publicKey),
        `${issued?.subject} by ${issuer.subject}`,
      );
    }
    for (const name of ['etcd-ca.crt', 'front-proxy-ca.crt'])
      assert.ok(certificate(name).verify(certificate('chain.crt').publicKey), name);
    // Whatever else the enterprise signs must name nobody in the cluster.
    assert.equal((await shell(control, 'grep -c BEGIN /etc/kubernetes/pki/ca.crt')).trim(), '1');
  });

  it('change nothing when they are applied again as they are', async () => {
    const versions = await objectVersions(installation);
    await apply();
    assert.deepEqual(await objectVersions(installation), versions);
  });

  it('declared otherwise reach new machines alone, and status says which machines are as before', async () => {
    const [pool] = documents.at(-1)?.spec.pools ?? [];
    assert(pool);
    Object.assign(pool, { replicas: 2, kubelet: { maxPods: 30 } });
    const before = await objectVersions(installation, ['machines']);
    await apply();
    await awaitCluster.poolReady(installation, 'custom-batch', 2);
    const nodes = await workload.kubectl([
      'get',
      'nodes',
      '-o',
      'jsonpath={range .items[*]}{.metadata.name} {.status.capacity.pods} {.spec.taints[*].key}{"\\n"}{end}',
    ]);
    assert.match(nodes, /^custom-batch-1 20 dedicated$/m);
    // The cluster itself takes its own taint off a Node some moments after that is Ready.
    assert.match(nodes, /^custom-batch-2 30 dedicated( node\.kubernetes\.io\/not-ready)?$/m);
    const found = await awaitObject(installation, {
      kind: NodePool,
      key: { namespace, name: 'custom-batch' },
      what: 'names its outdated machine',
      holds: (one) => one?.status?.outdatedReplicas === 1,
    });
    const message = found && readiness.condition(found, 'MachinesUpToDate')?.message;
    assert.match(message ?? '', /custom-batch-1 \(kubelet\)/);
    const later = await objectVersions(installation, ['machines']);
    assert.equal(later.get('machines/custom-batch-1'), before.get('machines/custom-batch-1'));
  });

  it('with a flag that the kubelet does not know fail before kubeadm, in the words of the kubelet', async () => {
    const declared = documents.at(-1);
    assert(declared);
    const { pools } = declared.spec;
    declared.spec.pools = [
      ...pools,
      { name: 'wrong', replicas: 1, kubeletExtraArgs: [{ name: 'nonesuch', value: '1' }] },
    ];
    await apply();
    await awaitObject(installation, {
      kind: Machine,
      key: { namespace, name: 'custom-wrong-1' },
      what: 'says which flag is unknown',
      holds: (machine) =>
        machine?.status?.bootstrap?.phase === 'kubelet-flags' &&
        machine.status.bootstrap.message?.includes('unknown flag: --nonesuch') === true,
      hopeless: (machine) => (machine?.status?.bootstrap?.state === 'Done' ? 'it joined' : undefined),
    });
    declared.spec.pools = pools;
    await apply();
    await awaitCluster.ready(installation, 'custom');
  });

  it('are told in no argument list, log, event, condition or journal where they are secret', async () => {
    const { leaks, places, secrets } = await findLeaks(installation, workload, argumentLists.seen);
    assert.ok(secrets >= 8 && places >= 10, `${secrets} secrets searched for in ${places} places`);
    assert.deepEqual(leaks, []);
  });

  it('go with the cluster', async () => {
    await installation.cli(['delete', 'cluster', 'custom', '--yes']);
    await awaitCluster.gone(installation, 'custom');
  });
});
