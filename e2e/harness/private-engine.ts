import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clock } from '#platform/clock.ts';
import { createPki } from '#platform/pki/create-pki.ts';
import { docker } from './docker.ts';
import { mustRun } from './must-run.ts';
import { createPrivateHost, type PrivateHost } from './private-host.ts';
import { type CommandOptions, runCommand } from './run-command.ts';

/** A container engine on a host of its own, which no other test shares: it may be killed, restarted and broken. */
export interface PrivateEngine {
  readonly host: PrivateHost;
  /** Its socket, on our file system. */
  readonly socket: string;
  /** Where it answers to whoever has the client certificate; also where it publishes ports. */
  readonly address: string;
  readonly port: number;
  /** PEM texts of a client. */
  readonly tls: { readonly authority: string; readonly certificate: string; readonly key: string };
  /** What the engine's own client prints about this engine. */
  docker(parameters: readonly string[], options?: CommandOptions): Promise<string>;
  /** All the engine said. */
  log(): Promise<string>;
  /** Sends the engine a signal and waits until it is gone; its containers go on running after SIGKILL. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts it again after {@link PrivateEngine.end}; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it and takes away its host, its containers and its files. */
  remove(): Promise<void>;
}

export interface PrivateEngineOptions {
  /** More words for dockerd. */
  readonly parameters?: readonly string[];
  /** Run on its host before anything else, by sh. */
  readonly prepare?: string;
}

const port = 2376;
const patienceMilliseconds = 60_000;

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(patienceMilliseconds);
  while (!(await holds())) {
    if (deadline.aborted) throw new Error(`${what}: not within ${patienceMilliseconds / 1000} s`);
    await pause(50);
  }
}

/** Writes the certificates of the engine; gives those of a client. */
async function prepareTls(directory: string, host: PrivateHost): Promise<PrivateEngine['tls']> {
  const pki = createPki(clock);
  const validSeconds = 86_400;
  const authority = await pki.createAuthority({ commonName: `authority of ${host.name}`, validSeconds });
  const base = { authority, validSeconds };
  const server = await pki.issue({
    ...base,
    commonName: host.name,
    usages: ['server'],
    dnsNames: [host.name],
    addresses: host.addresses,
  });
  const client = await pki.issue({ ...base, commonName: 'slipway', usages: ['client'] });
  const files = { 'ca.pem': authority.certificate, 'cert.pem': server.certificate, 'key.pem': server.key };
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content, { mode: 0o600 });
  return { authority: authority.certificate, certificate: client.certificate, key: client.key };
}

function commandLine(directory: string, host: PrivateHost, more: readonly string[]): readonly string[] {
  return [
    'dockerd',
    '--exec-opt=native.cgroupdriver=cgroupfs',
    `--cgroup-parent=${host.cgroup}`,
    `--data-root=${join(directory, 'data')}`,
    '--exec-root=/run/docker',
    '--pidfile=/run/docker.pid',
    `--host=unix://${join(directory, 'docker.sock')}`,
    ...host.addresses.map((address) => `--host=tcp://${address.includes(':') ? `[${address}]` : address}:${port}`),
    '--tlsverify',
    ...['tlscacert=ca', 'tlscert=cert', 'tlskey=key'].map((part) => `--${part.replace('=', `=${directory}/`)}.pem`),
    ...more,
  ];
}

/** Root, dockerd and a kernel with the usual namespaces; it is up within a few seconds. */
export async function createPrivateEngine(options: PrivateEngineOptions = {}): Promise<PrivateEngine> {
  const directory = await mkdtemp(join(tmpdir(), 'slipway-engine-'));
  let host: PrivateHost | undefined;
  try {
    host = await createPrivateHost(options.prepare === undefined ? {} : { prepare: options.prepare });
    const engine = engineOn(host, directory, {
      tls: await prepareTls(directory, host),
      command: host.enter(commandLine(directory, host, options.parameters ?? [])),
    });
    await engine.start();
    return engine;
  } catch (error) {
    await host?.remove();
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

interface Running {
  readonly tls: PrivateEngine['tls'];
  readonly command: readonly string[];
}

function engineOn(host: PrivateHost, directory: string, { tls, command }: Running): PrivateEngine {
  const socket = join(directory, 'docker.sock');
  const logPath = join(directory, 'engine.log');
  const environment = { DOCKER_HOST: `unix://${socket}`, DOCKER_TLS_VERIFY: '', DOCKER_CONTEXT: '' };
  const log = (): Promise<string> => readFile(logPath, 'utf8');
  let ended: Promise<unknown> | undefined;
  return {
    host,
    socket,
    address: host.addresses[0],
    port,
    tls,
    docker: (parameters, given) => docker(parameters, { environment, ...given }),
    log,
    async end(signal) {
      await mustRun(host.enter(['sh', '-c', `kill -${signal.slice(3)} $(cat /run/docker.pid)`]));
      await ended;
      ended = undefined;
      // Its containerd dies with it, a moment later; found alive it would be waited for in vain by the next start.
      const containerd = host.enter(['sh', '-c', 'kill -0 $(cat /run/docker/containerd/containerd.pid)']);
      await until('containerd ends', async () => (await runCommand(containerd)).exitCode !== 0);
    },
    async start() {
      const [program = '', ...parameters] = command;
      const output = openSync(logPath, 'a', 0o600);
      const child = spawn(program, parameters, { stdio: ['ignore', output, output] });
      closeSync(output);
      let alive = true;
      ended = once(child, 'close').finally(() => (alive = false));
      await until('the private engine answers', async () => {
        if (!alive) throw new Error(`the private engine ended: ${(await log()).split('\n').slice(-12).join('\n')}`);
        return (await runCommand(['docker', 'version'], { environment })).exitCode === 0;
      });
    },
    async remove() {
      await host.remove();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
