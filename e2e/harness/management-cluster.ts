import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { managerRole } from '#manager/composition/manager-role.ts';
import { managerSystemRole } from '#manager/composition/manager-system-role.ts';
import { createSender, type Sender } from '../differential/create-sender.ts';
import { startKubernetes } from '../differential/start-kubernetes.ts';
import { awaitLine } from './await-line.ts';
import { currentBuild } from './current-build.ts';
import { dockerInventory } from './docker-inventory.ts';
import { type ManagerProcess, managerProcess } from './manager-process.ts';
import { mustRun } from './must-run.ts';

const namespace = managerSystemRole.metadata.namespace;
const account = managerRole.metadata.name;

export type Asking = (path: string, token?: string) => Promise<{ readonly status: number; readonly text: string }>;

/** A kube-apiserver of our own with managers on it, each a process with a state directory of its own. */
export interface ManagementCluster {
  /** As its administrator. */
  readonly client: KubeClient;
  /** Its label value at the engine. */
  readonly installation: string;
  /** `slipway --context …` as its administrator; what it prints. */
  slipway(words: readonly string[]): Promise<string>;
  /** A token of a new ServiceAccount that may do what the rules of a ClusterRole say. */
  tokenOf(name: string, rules: readonly object[]): Promise<string>;
  /** Asks a manager at its health address, with a bearer token where one is given. */
  asks(manager: ManagerProcess): Promise<Asking>;
  /** Starts one; it waits to lead. */
  startManager(name: string): Promise<ManagerProcess>;
  /** Ends everything and removes every trace. */
  remove(): Promise<void>;
}

async function post(sender: Sender, path: string, body: object): Promise<string> {
  const answer = await sender.send({ method: 'POST', path, body });
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.text}`);
  return answer.text;
}

/** Makes a ServiceAccount; a token of it. */
async function createToken(sender: Sender, name: string): Promise<string> {
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  await post(sender, accounts, { metadata: { name } });
  const answer = await post(sender, `${accounts}/${name}/token`, { spec: { expirationSeconds: 7200 } });
  return (JSON.parse(answer) as { readonly status: { readonly token: string } }).status.token;
}

/** As the kubelet asks: nobody vouches for the certificate. */
async function askHealth(manager: ManagerProcess): Promise<Asking> {
  const said = await awaitLine(manager, /"message":"health is served"/);
  const { port } = JSON.parse(said) as { readonly port: number };
  return (path, token) =>
    new Promise((resolve, reject) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      get({ host: '127.0.0.1', port, path, headers, rejectUnauthorized: false, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      }).on('error', reject);
    });
}

/** Makes the manager's ServiceAccount with its rights, and nothing beyond; its token. */
async function createAccount(sender: Sender): Promise<string> {
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const subjects = [{ kind: 'ServiceAccount', name: account, namespace }];
  const bound = (kind: string) => ({
    metadata: { name: account },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: account },
    subjects,
  });
  await post(sender, '/api/v1/namespaces', { metadata: { name: namespace } });
  await post(sender, `${rbac}/clusterroles`, managerRole);
  await post(sender, `${rbac}/namespaces/${namespace}/roles`, managerSystemRole);
  await post(sender, `${rbac}/clusterrolebindings`, bound('ClusterRole'));
  await post(sender, `${rbac}/namespaces/${namespace}/rolebindings`, bound('Role'));
  return await createToken(sender, account);
}

/** The administrator's kubeconfig with another user. */
async function writeKubeconfig(folder: string, admin: string, token: string): Promise<string> {
  const config = JSON.parse(await readFile(admin, 'utf8')) as { readonly users: readonly { readonly name: string }[] };
  const tokenFile = join(folder, 'token');
  const path = join(folder, 'manager.kubeconfig');
  const users = config.users.map(({ name }) => ({ name, user: { tokenFile } }));
  await writeFile(tokenFile, token, { mode: 0o600 });
  await writeFile(path, JSON.stringify({ ...config, users }), { mode: 0o600 });
  return path;
}

export async function createManagementCluster(): Promise<ManagementCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-management-'));
  const managers: ManagerProcess[] = [];
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const remove = async (): Promise<void> => {
    for (const manager of managers.filter(({ running }) => running)) await manager.kill();
    for (const step of undo.toReversed()) await step();
  };
  try {
    const target = await startKubernetes(folder);
    undo.push(() => target.stop());
    const sender = createSender(target.connection);
    undo.push(() => sender.close());
    const client = createKubeClient(target.connection);
    undo.push(() => client.close());
    const adminKubeconfig = join(folder, 'kubeconfig.json');
    const kubeconfig = await writeKubeconfig(folder, adminKubeconfig, await createAccount(sender));
    const { metadata } = (await client.read(`/api/v1/namespaces/${namespace}`)) as { metadata: { uid: string } };
    undo.push(() => dockerInventory.remove(metadata.uid));
    const { cli, root } = await currentBuild();
    const own = { KUBECONFIG: adminKubeconfig, SLIPWAY_HOME: join(folder, 'cli'), SLIPWAY_ROOT: root };
    const slipway = (words: readonly string[]) => mustRun([...cli, '--context', 'own', ...words], { environment: own });
    const tokenOf = async (name: string, rules: readonly object[]): Promise<string> => {
      const rbac = '/apis/rbac.authorization.k8s.io/v1';
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
      const subjects = [{ kind: 'ServiceAccount', name, namespace }];
      await post(sender, `${rbac}/clusterroles`, { metadata: { name }, rules });
      await post(sender, `${rbac}/clusterrolebindings`, { metadata: { name }, roleRef, subjects });
      return await createToken(sender, name);
    };
    const startManager = async (name: string): Promise<ManagerProcess> => {
      const home = await mkdtemp(join(folder, `${name}-`));
      const words = ['--kubeconfig', kubeconfig, '--identity', name, '--health-address', '127.0.0.1:0'];
      const manager = managerProcess(home, { words, started: 'waiting to lead' });
      managers.push(manager);
      await manager.start();
      return manager;
    };
    return { client, installation: metadata.uid, slipway, tokenOf, asks: askHealth, startManager, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
