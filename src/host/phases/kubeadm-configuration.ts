import { stringify } from 'yaml';
import { isRecord } from '#base/is-record.ts';
import type { BootstrapTask } from '#domain/host/bootstrap-task.ts';
import { hostPaths } from '#domain/host/host-paths.ts';
import { addressFamily } from '#domain/network/address-family.ts';
import type { HostSystem } from '../host-system.ts';
import { nodeAddresses } from '../node-addresses.ts';
import type { Phase } from '../phase.ts';
import { proxyEnvironment } from '../proxy-environment.ts';
import { withNodeAddresses } from '../with-node-addresses.ts';

const joinKind = 'JoinConfiguration';

function withDiscovery(document: unknown, discovery: object): unknown {
  return isRecord(document) && document['kind'] === joinKind ? { ...document, discovery } : document;
}

const components = ['apiServer', 'controllerManager', 'scheduler'] as const;

/** Without a login only: what kubeadm reads here it stores in the cluster, and static pods show their environment there too. */
function withProxy({ kubeadm, proxy }: BootstrapTask): readonly unknown[] {
  if (proxy?.forComponents !== true) return kubeadm;
  const extraEnvs = proxyEnvironment(proxy, undefined);
  return kubeadm.map((document) =>
    isRecord(document) && document['kind'] === 'ClusterConfiguration'
      ? {
          ...document,
          ...Object.fromEntries(components.map((name) => [name, { ...Object(document[name]), extraEnvs }])),
        }
      : document,
  );
}

function yamlOf(documents: readonly unknown[]): string {
  return documents.map((document) => stringify(document, { lineWidth: 0 })).join('---\n');
}

function discoveryFile(task: BootstrapTask, authority: string): string {
  const address = task.endpoint.address.includes(':') ? `[${task.endpoint.address}]` : task.endpoint.address;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'cluster',
        cluster: {
          server: `https://${address}:${task.endpoint.port}`,
          'certificate-authority-data': btoa(authority),
        },
      },
    ],
    contexts: [{ name: 'join', context: { cluster: 'cluster', user: 'nobody' } }],
    users: [{ name: 'nobody', user: {} }],
    'current-context': 'join',
  });
}

/** The task's documents as they are on this machine. One whose pods have IPv4 alone is left to find its one address by itself. */
async function addressed(system: HostSystem, task: BootstrapTask): Promise<readonly unknown[]> {
  const { network } = task;
  const documents = withProxy(task);
  const families = [...new Set(network.podCidrs.map(addressFamily))];
  return families.includes('IPv6') ? withNodeAddresses(documents, await nodeAddresses(system, families)) : documents;
}

/** Writes what kubeadm reads: its configuration and, to join, the address and authority of the cluster. */
export const kubeadmConfiguration: Phase = {
  name: 'kubeadm-configuration',
  summary: "Write kubeadm's configuration",
  after: [],
  everyTime: true,
  async check({ task, secrets }) {
    if (task.mode === 'init') return undefined;
    const { bootstrapToken } = await secrets();
    if (bootstrapToken === undefined)
      return "Joining needs the machine's bootstrap token; deliver it with the secrets of the task.";
    return task.kubeadm.some((document) => isRecord(document) && document['kind'] === joinKind)
      ? undefined
      : `The task's kubeadm documents hold no ${joinKind}; add one.`;
  },
  async run({ system, task, secrets }) {
    const documents = await addressed(system, task);
    const write = (path: string, content: string): Promise<void> => system.files.write({ path, mode: '0600', content });
    if (task.mode === 'init') {
      await write(hostPaths.kubeadmConfiguration, yamlOf(documents));
      return {};
    }
    const { bootstrapToken, clusterAuthority } = await secrets();
    await write(hostPaths.discovery, discoveryFile(task, clusterAuthority));
    const joining = { file: { kubeConfigPath: hostPaths.discovery }, tlsBootstrapToken: bootstrapToken };
    await write(hostPaths.kubeadmConfiguration, yamlOf(documents.map((document) => withDiscovery(document, joining))));
    const joined = { file: { kubeConfigPath: '/etc/kubernetes/admin.conf' } };
    await write(
      hostPaths.kubeadmConfigurationWithIdentity,
      yamlOf(documents.map((document) => withDiscovery(document, joined))),
    );
    return {};
  },
};
