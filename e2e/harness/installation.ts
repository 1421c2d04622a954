import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { createKubeClient, type KubeClient } from '#kube/create-kube-client.ts';
import { readKubeconfig } from '#kube/read-kubeconfig.ts';
import { currentBuild } from './current-build.ts';
import { dockerInventory } from './docker-inventory.ts';
import { type ManagerProcess, managerProcess } from './manager-process.ts';
import { mustRun } from './must-run.ts';
import { type CommandOptions, type CommandResult, runCommand } from './run-command.ts';

/** A manager with a state directory of its own, and all that hangs from it at the engine. */
export interface Installation {
  /** Its SLIPWAY_HOME. */
  readonly home: string;
  readonly manager: ManagerProcess;
  /** Its label value at the engine; known once the manager served. */
  uid(): string;
  /** A client of the manager's API; the same one until {@link Installation.disconnect}. */
  client(): Promise<KubeClient>;
  disconnect(): Promise<void>;
  /** `slipway …`; rejects when it fails. */
  cli(parameters: readonly string[], options?: CommandOptions): Promise<string>;
  /** `slipway …` with whatever exit code. */
  tryCli(parameters: readonly string[], options?: CommandOptions): Promise<CommandResult>;
  /** kubectl against the manager's API, with what `slipway kubeconfig --manager` prints. */
  kubectl(parameters: readonly string[], options?: CommandOptions): Promise<string>;
  /** Server-side apply of objects by `slipway apply -f`. */
  apply(...objects: readonly object[]): Promise<void>;
  list(plural: string, namespace?: string): Promise<readonly KubeObject[]>;
  /** Ends the manager and removes every trace at the engine and on disk, whatever state things are in. */
  remove(): Promise<void>;
}

/** Machines take instances from one small budget; where this process may not raise it, the provider says so itself. */
async function raiseInotifyInstances(): Promise<void> {
  const path = '/proc/sys/fs/inotify/max_user_instances';
  if (Number(await readFile(path, 'utf8')) < 1024) await writeFile(path, '1024').catch(() => undefined);
}

function installationIn(log: string): string {
  const found = /"installation":"([0-9a-f-]{36})"/.exec(log)?.[1];
  if (found === undefined) throw new Error('the manager has not served yet, so its installation is not known');
  return found;
}

/** Makes one and starts its manager; `prepare` is called with its SLIPWAY_HOME before. */
export async function createInstallation(prepare?: (home: string) => Promise<void>): Promise<Installation> {
  await raiseInotifyInstances();
  const { cli, root } = await currentBuild();
  const home = await mkdtemp(join(tmpdir(), 'slipway-e2e-'));
  const manager = managerProcess(home);
  const kubeconfig = join(home, 'server', 'admin.kubeconfig');
  const environment = { SLIPWAY_HOME: home, SLIPWAY_ROOT: root };
  let connected: Promise<KubeClient> | undefined;

  async function connect(): Promise<KubeClient> {
    return createKubeClient(await readKubeconfig({ text: await readFile(kubeconfig, 'utf8') }));
  }

  const installation: Installation = {
    home,
    manager,
    uid: () => installationIn(manager.log()),
    client: () => (connected ??= connect()),
    async disconnect() {
      const client = await connected;
      connected = undefined;
      await client?.close();
    },
    cli: (parameters, options = {}) => mustRun([...cli, ...parameters], { environment, ...options }),
    tryCli: (parameters, options = {}) => runCommand([...cli, ...parameters], { environment, ...options }),
    async kubectl(parameters, options = {}) {
      const path = join(home, 'manager.kubeconfig');
      await writeFile(path, await installation.cli(['kubeconfig', '--manager']), { mode: 0o600 });
      return mustRun([await kubectlOf(installation), '--kubeconfig', path, ...parameters], options);
    },
    async apply(...objects) {
      await installation.cli(['apply', '-f', '-'], {
        input: objects.map((object) => JSON.stringify(object)).join('\n---\n'),
      });
    },
    async list(plural, namespace = 'default') {
      const path = `${plural === 'secrets' || plural === 'events' ? '/api/v1' : '/apis/slipway.dev/v1alpha1'}/namespaces/${namespace}/${plural}`;
      const body = await (await installation.client()).read(path);
      return (body as { readonly items: readonly KubeObject[] }).items;
    },
    async remove() {
      await installation.disconnect();
      if (manager.running) await manager.kill();
      if (manager.log().includes('"installation"')) await dockerInventory.remove(installation.uid());
      await rm(home, { recursive: true, force: true });
    },
  };
  try {
    await prepare?.(home);
    await manager.start();
  } catch (error) {
    await installation.remove();
    throw error;
  }
  return installation;
}

/** The kubectl that was built with the machine image. */
async function kubectlOf(installation: Installation): Promise<string> {
  const body = await (await installation.client()).read('/apis/slipway.dev/v1alpha1/machineimages');
  const { items } = body as { readonly items: readonly { readonly status?: { readonly kubectl?: string } }[] };
  const path = items.find((item) => item.status?.kubectl !== undefined)?.status?.kubectl;
  if (path === undefined) throw new Error('no machine image is built yet, so there is no kubectl');
  return path;
}
