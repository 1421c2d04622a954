import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type Dockerode from 'dockerode';
import type { Timers } from '#capabilities/timers.ts';
import type { EngineLooks } from './create-engine-looks.ts';
import { shareLooks } from './share-looks.ts';

/** What a client of an engine shows and trusts, as PEM texts. */
export interface EngineTls {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Where the engine's API answers: a socket of this machine, or an address with mutual TLS. */
export type EngineConnection =
  | { readonly socketPath: string }
  | {
      readonly host: string;
      readonly port: number;
      /** Asked for again now and then: certificates are renewed. Absent: plain TCP, for loopback only. */
      readonly tls?: () => Promise<EngineTls>;
    };

export interface ConnectedEngine {
  /** The client; dockerode is loaded when it is first asked for. */
  client(): Promise<Dockerode>;
  close(): void;
}

interface Opened {
  readonly agent: PlainAgent;
  readonly client: Dockerode;
  readonly material: string;
}

const renewalMilliseconds = 30_000;
const patienceMilliseconds = 5_000;

export interface ConnectingEngine {
  /** Asked right before each request: an operation is many of them, and who was stopped in its middle must not go on with it. */
  readonly mayAsk?: () => boolean;
  /** Shares the answers to questions about what there is. */
  readonly looks?: EngineLooks;
}

/** A client that reads nothing from the environment: `DOCKER_HOST` must not redirect what a Provider names. */
export function connectEngine(
  connection: EngineConnection,
  timers: Timers,
  { mayAsk = () => true, looks }: ConnectingEngine = {},
): ConnectedEngine {
  let current: Opened | undefined;
  let opening: Promise<Opened> | undefined;
  let lookedAt = 0;
  const open = async (): Promise<Opened> => {
    const tls = 'host' in connection ? await connection.tls?.() : undefined;
    const material = JSON.stringify(tls ?? {});
    if (current?.material === material) return current;
    const agent = tls === undefined ? new PlainAgent({ keepAlive: true }) : new TlsAgent({ keepAlive: true });
    describeBriefly(agent);
    if ('host' in connection) limitConnecting(agent, timers);
    const client = guarded(await load(connection, agent, tls), mayAsk);
    if (looks !== undefined) shareLooks(client, looks);
    current?.agent.destroy();
    return (current = { agent, client, material });
  };
  return {
    client: async () => {
      const now = timers.monotonic();
      if (opening === undefined || (hasTls(connection) && now - lookedAt > renewalMilliseconds)) {
        lookedAt = now;
        opening = open();
        // What could not be read or loaded is asked for again by the next call.
        opening.catch(() => (opening = undefined));
      }
      return (await opening).client;
    },
    close: () => current?.agent.destroy(),
  };
}

interface Modem {
  dial(options: unknown, callback: (error: Error | null, answer?: unknown) => void): void;
}

/** All requests of the client are dialled by its modem. */
function guarded(client: Dockerode, mayAsk: () => boolean): Dockerode {
  const modem: Modem = client.modem;
  const dial = modem.dial.bind(modem);
  modem.dial = (options, callback) => {
    if (mayAsk()) dial(options, callback);
    else callback(new Error('nothing is asked any more: this manager does not lead'));
  };
  return client;
}

function hasTls(connection: EngineConnection): boolean {
  return 'host' in connection && connection.tls !== undefined;
}

/**
 * The client describes each request's options for its debug output, with everything an agent holds of sockets and keys,
 * even when nobody reads it; that took more processor time than everything else a manager does.
 */
function describeBriefly(agent: PlainAgent): void {
  Object.defineProperty(agent, Symbol.for('nodejs.util.inspect.custom'), { value: () => '[agent]' });
}

/** A host that is away answers nothing at all, and the kernel would try it for minutes. */
function limitConnecting(agent: PlainAgent, timers: Timers): void {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (...given: Parameters<typeof create>) => {
    const socket = create(...given);
    const silent = Object.assign(new Error(`no answer within ${patienceMilliseconds / 1000} s`), { code: 'ETIMEDOUT' });
    const stop = timers.after(patienceMilliseconds, () => void socket?.destroy(silent));
    for (const end of [agent instanceof TlsAgent ? 'secureConnect' : 'connect', 'close']) socket?.once(end, stop);
    return socket;
  };
}

async function load(connection: EngineConnection, agent: PlainAgent, tls: EngineTls | undefined): Promise<Dockerode> {
  const { default: Client } = await import('dockerode');
  const options =
    'socketPath' in connection
      ? { socketPath: connection.socketPath, host: undefined, protocol: 'http' as const }
      : {
          host: connection.host,
          port: connection.port,
          protocol: tls === undefined ? ('http' as const) : ('https' as const),
          ...(tls && { ca: tls.authority, cert: tls.certificate, key: tls.key }),
        };
  // A host set to undefined displaces what the client takes from the environment; its types know neither that nor `agent`.
  const known = { ...options, agent } as object;
  return new Client(known);
}
