import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { crdOf } from '#api/crd-of.ts';
import type { Kind } from '#api/meta/kind.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { clock } from '#platform/clock.ts';
import { mustRun } from '../harness/must-run.ts';
import { comparedKinds } from './compared-kinds.ts';
import { freePort } from './free-port.ts';
import { OwnProcess } from './own-process.ts';
import { programFolders } from './program-folders.ts';
import { relics } from './relic.ts';
import { type Sender, createSender } from './create-sender.ts';
import type { ServerConnection } from '#kube/server-connection.ts';
import type { Target } from './target.ts';

const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

interface Files {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** The pair that signs tokens of ServiceAccounts. */
  readonly signing: string;
  readonly verifying: string;
}

async function writeCertificates(folder: string) {
  const pki = createPki(clock);
  const authority = await pki.createAuthority({ commonName: 'differential', validSeconds: 3600 });
  const own = await pki.issue({
    authority,
    commonName: 'admin',
    organizations: ['system:masters'],
    usages: ['server', 'client'],
    dnsNames: ['localhost'],
    addresses: ['127.0.0.1'],
    validSeconds: 3600,
  });
  const signing = await pki.createSigningKeys();
  const write = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const files: Files = {
    authority: await write('ca.pem', authority.certificate),
    certificate: await write('own.pem', own.certificate),
    key: await write('own-key.pem', own.key),
    signing: await write('signing.pem', signing.privateKey),
    verifying: await write('verifying.pem', signing.publicKey),
  };
  return { files, connection: { authority: authority.certificate, ...own } };
}

async function until(what: string, process: OwnProcess, holds: () => Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(120_000);
  while (!(await holds().catch(() => false))) {
    if (!process.running) throw new Error(`${what} ended:\n${await process.lastWords()}`);
    if (deadline.aborted) throw new Error(`${what} is not ready within two minutes:\n${await process.lastWords()}`);
    await pause(50);
  }
}

function etcdCommand(
  program: string,
  folder: string,
  { ports, files, durable }: { ports: readonly number[]; files: Files; durable: boolean },
) {
  const [client, peer] = ports.map((port) => `https://127.0.0.1:${port}`);
  return [
    program,
    `--data-dir=${join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    ...['', 'peer-'].flatMap((part) => [
      `--${part}cert-file=${files.certificate}`,
      `--${part}key-file=${files.key}`,
      `--${part}trusted-ca-file=${files.authority}`,
      `--${part}client-cert-auth`,
    ]),
    ...(durable ? [] : ['--unsafe-no-fsync']),
  ];
}

function apiServerCommand(
  program: string,
  folder: string,
  { ports, files }: { ports: readonly number[]; files: Files },
) {
  const [etcd, port] = ports;
  return [
    program,
    `--etcd-servers=https://127.0.0.1:${etcd}`,
    `--etcd-cafile=${files.authority}`,
    `--etcd-certfile=${files.certificate}`,
    `--etcd-keyfile=${files.key}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--secure-port=${port}`,
    `--cert-dir=${folder}`,
    `--tls-cert-file=${files.certificate}`,
    `--tls-private-key-file=${files.key}`,
    `--client-ca-file=${files.authority}`,
    `--service-account-key-file=${files.verifying}`,
    `--service-account-signing-key-file=${files.signing}`,
    '--service-account-issuer=https://differential.slipway.dev',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    '--anonymous-auth=false',
  ];
}

function controllersCommand(program: string, kubeconfig: string) {
  return [
    program,
    `--kubeconfig=${kubeconfig}`,
    '--controllers=garbage-collector-controller,namespace-controller',
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    '--secure-port=0',
  ];
}

async function installKinds(sender: Sender, kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds) {
    const answer = await sender.send({ method: 'POST', path: crds, body: crdOf(kind) });
    if (answer.status !== 201) throw new Error(`the CRD of ${kind.kind} is refused: ${answer.text}`);
  }
  for (const kind of kinds) await served(sender, kind);
}

/** Resolves when objects of a kind are listed. */
async function served(sender: Sender, kind: Kind): Promise<void> {
  const path = `/apis/${kind.group}/${kind.version}/${kind.plural}`;
  const deadline = AbortSignal.timeout(60_000);
  while ((await sender.send({ method: 'GET', path })).status !== 200) {
    deadline.throwIfAborted();
    await pause(20);
  }
}

export interface KubernetesOptions {
  /** Whether etcd syncs what it writes; comparisons of answers do without. */
  readonly durable?: boolean;
  /** Whether garbage and namespaces are taken care of. */
  readonly controllers?: boolean;
  /** Awaited when the API server answers, before any kind is installed. */
  readonly onReady?: (connection: ServerConnection) => Promise<void>;
}

/** A running Kubernetes and its processes. */
export interface RunningKubernetes extends Target {
  pids(): readonly number[];
}

/** An etcd, a kube-apiserver and a kube-controller-manager of our own in a folder, with the CRDs of all kinds. */
export async function startKubernetes(
  folder: string,
  { durable = false, controllers = true, onReady }: KubernetesOptions = {},
): Promise<RunningKubernetes> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const programs = await programFolders();
  const { files, connection: identity } = await writeCertificates(folder);
  const [etcdPort, peerPort, port] = [await freePort(), await freePort(), await freePort()];
  const server = `https://127.0.0.1:${port}`;
  const kubeconfig = join(folder, 'kubeconfig.json');
  const reference = (name: string) => [{ name: 'own', [name]: {} }];
  await writeFile(
    kubeconfig,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ ...reference('cluster')[0], cluster: { server, 'certificate-authority': files.authority } }],
      users: [{ name: 'own', user: { 'client-certificate': files.certificate, 'client-key': files.key } }],
      contexts: [{ name: 'own', context: { cluster: 'own', user: 'own' } }],
      'current-context': 'own',
    }),
    { mode: 0o600 },
  );
  const processes: OwnProcess[] = [];
  const start = async (command: readonly string[], name: string) => {
    const process = await OwnProcess.start(command, join(folder, `${name}.log`));
    processes.push(process);
    return process;
  };
  const connection = { server, ...identity };
  const sender = createSender(connection);
  const stop = async () => {
    await sender.close();
    for (const process of processes.toReversed()) await process.stop();
  };
  const etcdctl = (...words: readonly string[]) =>
    mustRun([
      join(programs.etcd, 'etcdctl'),
      `--endpoints=https://127.0.0.1:${etcdPort}`,
      `--cacert=${files.authority}`,
      `--cert=${files.certificate}`,
      `--key=${files.key}`,
      ...words,
    ]);
  try {
    await start(
      etcdCommand(join(programs.etcd, 'etcd'), folder, { ports: [etcdPort, peerPort], files, durable }),
      'etcd',
    );
    const api = await start(
      apiServerCommand(join(programs.kubernetes, 'kube-apiserver'), folder, { ports: [etcdPort, port], files }),
      'kube-apiserver',
    );
    await until(
      'kube-apiserver',
      api,
      async () => (await sender.send({ method: 'GET', path: '/readyz' })).status === 200,
    );
    await onReady?.(connection);
    await installKinds(
      sender,
      comparedKinds.before.filter(({ group }) => group.endsWith('slipway.dev')),
    );
    if (controllers)
      await start(controllersCommand(join(programs.kubernetes, 'kube-controller-manager'), kubeconfig), 'controllers');
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    name: 'kube-apiserver',
    connection,
    pids: () => processes.map(({ pid }) => pid),
    compact: async () => {
      const { header } = JSON.parse(await etcdctl('get', 'x', '--write-out=json')) as { header: { revision: number } };
      await etcdctl('compact', String(header.revision));
    },
    tighten: () => tighten(sender),
    stop,
  };
}

/** Changes the schema of relics and waits until a fresh object is held to it. */
async function tighten(sender: Sender): Promise<void> {
  const { spec } = crdOf(relics.strict);
  const path = `${crds}/${relics.strict.plural}.${relics.strict.group}`;
  const answer = await sender.send({
    method: 'PATCH',
    path,
    headers: { 'content-type': 'application/merge-patch+json' },
    body: { spec },
  });
  if (answer.status !== 200) throw new Error(`the CRD cannot be tightened: ${answer.text}`);
  const probe = {
    apiVersion: 'conformance.slipway.dev/v1',
    kind: 'Relic',
    metadata: { name: 'probe' },
    spec: { count: 11 },
  };
  const deadline = AbortSignal.timeout(60_000);
  const post = `/apis/conformance.slipway.dev/v1/namespaces/default/relics?dryRun=All`;
  while ((await sender.send({ method: 'POST', path: post, body: probe })).status !== 422) {
    deadline.throwIfAborted();
    await pause(20);
  }
}
