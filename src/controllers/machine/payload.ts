import type { Secret } from '#api/builtin/secret.ts';
import type { Cluster } from '#api/cluster/index.ts';
import type { Machine } from '#api/machine/index.ts';
import type { PlatformRelease } from '#api/platform-release/index.ts';
import { labels } from '#api/meta/labels.ts';
import { bootstrapManifests } from '#domain/host/bootstrap-manifests.ts';
import type { HostFile } from '#domain/host/host-file.ts';
import { hostPaths } from '#domain/host/host-paths.ts';
import { kubeadmDocuments } from '#domain/host/kubeadm-documents.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';
import { machineFiles } from '#domain/machine/machine-files.ts';
import { textKey } from '#domain/machine/text-key.ts';
import { imageRepository } from '#domain/naming/image-repository.ts';
import type { HostFacts } from '#providers/contract/driver.ts';
import type { MachineDesired } from '#providers/contract/machine.ts';
import { secretText } from '../reading/secret-text.ts';

/** Half of the five minutes by which certificates start early: more skew than this would soon refuse them. */
const maxClockSkewSeconds = 150;

/** Everything a payload is made of; all of it is known before the machine is. */
export interface PayloadInput {
  readonly machine: Machine;
  readonly cluster: Cluster;
  readonly release: PlatformRelease;
  readonly authorities: Secret;
  readonly token: Secret | undefined;
  readonly endpoint: {
    readonly internal: { readonly address: string; readonly port: number };
    readonly external: { readonly address: string; readonly port: number };
  };
  readonly network: { readonly cidrs: readonly string[]; readonly resolvers: readonly string[] };
  /** All that the machine's settings refer to, by `textKey`. */
  readonly texts: ReadonlyMap<string, string>;
  readonly host: HostFacts;
  readonly mode: BootstrapTask['mode'];
}

function kubeadm(input: PayloadInput): readonly object[] {
  const { cluster, endpoint, host, machine, release } = input;
  const { apiServer, controllerManager, etcd, kubelet = {}, kubeletExtraArgs = [], scheduler } = machine.spec;
  const pool = machine.spec.pool === undefined ? {} : { [labels.pool]: machine.spec.pool };
  return kubeadmDocuments({
    mode: input.mode,
    nodeName: machine.metadata.name,
    clusterName: cluster.metadata.name,
    kubernetesVersion: release.spec.components.kubernetes,
    endpoint: endpoint.internal,
    podCidrs: cluster.spec.network.pods.cidrs,
    serviceCidrs: cluster.spec.network.services.cidrs,
    dnsDomain: 'cluster.local',
    imageRepository,
    etcdTag: release.spec.components.etcd,
    corednsTag: `v${release.spec.components.coredns}`,
    hostFacts: host,
    ignorePreflightErrors: host.ignorePreflightErrors,
    certificateNames: [endpoint.internal.address, endpoint.external.address, ...(apiServer?.certSANs ?? [])],
    labels: { ...pool, ...machine.spec.labels },
    ...(machine.spec.taints === undefined
      ? {}
      : {
          taints: machine.spec.taints.map(({ key, value, effect }) => ({
            key,
            effect,
            ...(value === undefined ? {} : { value }),
          })),
        }),
    imagePullPolicy: 'Never',
    kubeletExtraArgs,
    ...(apiServer ? { apiServer } : {}),
    ...(controllerManager ? { controllerManager } : {}),
    ...(scheduler ? { scheduler } : {}),
    ...(etcd ? { etcd } : {}),
    ...(Object.keys(kubelet).length > 0 ? { patches: hostPaths.kubeadmPatches } : {}),
  });
}

function proxySettings({ cluster, endpoint, machine, network }: PayloadInput): BootstrapTask['proxy'] {
  const { proxy } = machine.spec;
  if (proxy === undefined) return undefined;
  const { httpProxy, httpsProxy, noProxy = [], secretRef } = proxy;
  const { pods, services } = cluster.spec.network;
  return {
    ...(httpProxy === undefined ? {} : { httpProxy }),
    ...(httpsProxy === undefined ? {} : { httpsProxy }),
    noProxy: [...noProxy, ...pods.cidrs, ...services.cidrs],
    ownAddresses: [...network.cidrs, endpoint.internal.address, endpoint.external.address],
    forComponents: secretRef === undefined,
  };
}

/** The parts of a task that only a machine with settings of the user's has. */
function options(input: PayloadInput): Pick<BootstrapTask, 'proxy' | 'kubeletFlags' | 'commands'> {
  const { kubeletExtraArgs = [], postKubeadmCommands = [], preKubeadmCommands = [] } = input.machine.spec;
  const proxy = proxySettings(input);
  return {
    ...(proxy ? { proxy } : {}),
    ...(kubeletExtraArgs.length > 0
      ? { kubeletFlags: kubeletExtraArgs.map(({ name, value }) => `--${name}=${value}`) }
      : {}),
    ...(preKubeadmCommands.length + postKubeadmCommands.length > 0
      ? { commands: { before: preKubeadmCommands, after: postKubeadmCommands } }
      : {}),
  };
}

/** The settings' files; those that came from Secrets travel with the secrets. */
function settingFiles({ machine, texts }: PayloadInput, secret: boolean): readonly HostFile[] {
  return machineFiles(machine.spec, texts)
    .filter((file) => file.secret === secret)
    .map(({ path, mode, content }) => ({ path, mode, content }));
}

function configuration(input: PayloadInput): BootstrapTask {
  const { cluster, host, machine, release } = input;
  return {
    id: 'bootstrap',
    kind: 'bootstrap',
    generation: 1,
    machine: machine.metadata.uid,
    nodeName: machine.metadata.name,
    mode: input.mode,
    kubernetesVersion: `v${release.spec.components.kubernetes}`,
    endpoint: input.endpoint.internal,
    kubeadm: kubeadm(input),
    ignorePreflightErrors: host.ignorePreflightErrors,
    network: { cni: cluster.spec.network.cni, podCidrs: cluster.spec.network.pods.cidrs },
    resolvers: input.network.resolvers,
    files: settingFiles(input, false),
    ...options(input),
    ...(input.mode === 'init' ? { manifests: bootstrapManifests() } : {}),
    maxClockSkewSeconds,
  };
}

/** Names in the Secret, and where kubeadm looks for them below its certificates directory. */
const authorityFiles = [
  ['ca.crt', 'ca.crt', '0644'],
  ['ca.key', 'ca.key', '0600'],
  ['etcd-ca.crt', 'etcd/ca.crt', '0644'],
  ['etcd-ca.key', 'etcd/ca.key', '0600'],
  ['front-proxy-ca.crt', 'front-proxy-ca.crt', '0644'],
  ['front-proxy-ca.key', 'front-proxy-ca.key', '0600'],
  ['sa.pub', 'sa.pub', '0644'],
  ['sa.key', 'sa.key', '0600'],
] as const;

function authorityHostFiles(authorities: Secret): readonly HostFile[] {
  return authorityFiles.map(([key, path, mode]) => ({
    path: `/etc/kubernetes/pki/${path}`,
    mode,
    content: secretText(authorities, key) ?? '',
  }));
}

function proxyLogin({ machine, texts }: PayloadInput): TaskSecrets['proxyLogin'] {
  const name = machine.spec.proxy?.secretRef?.name;
  if (name === undefined) return undefined;
  const text = (key: string): string => texts.get(textKey({ kind: 'Secret', name, key })) ?? '';
  return { username: text('username'), password: text('password') };
}

function secrets(input: PayloadInput): TaskSecrets {
  const files = settingFiles(input, true);
  const login = proxyLogin(input);
  const clusterAuthority = secretText(input.authorities, 'ca.crt') ?? '';
  const id = input.token && secretText(input.token, 'id');
  const secret = input.token && secretText(input.token, 'secret');
  return {
    // A worker gets no authority's key: it could sign anything with it.
    files: input.machine.spec.role === 'ControlPlane' ? authorityHostFiles(input.authorities) : [],
    clusterAuthority,
    ...(files.length > 0 ? { machineFiles: files } : {}),
    ...(login ? { proxyLogin: login } : {}),
    ...(id === undefined || secret === undefined ? {} : { bootstrapToken: `${id}.${secret}` }),
  };
}

/** The two parts that reach a machine before its first boot. */
export function payload(input: PayloadInput): MachineDesired['payload'] {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return { configuration: bytes(configuration(input)), secrets: bytes(secrets(input)) };
}
