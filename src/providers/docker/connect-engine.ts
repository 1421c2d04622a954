import { Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type Dockerode from 'dockerode';

/** Where the engine's API answers: a socket of this machine, or an address with mutual TLS (PEM texts). */
export type EngineConnection =
  | { readonly socketPath: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly tls?: { readonly authority: string; readonly certificate: string; readonly key: string };
    };

export interface ConnectedEngine {
  /** The client; dockerode is loaded when it is first asked for. */
  client(): Promise<Dockerode>;
  close(): void;
}

/** A client that reads nothing from the environment: `DOCKER_HOST` must not redirect what a Provider names. */
export function connectEngine(connection: EngineConnection): ConnectedEngine {
  const agent =
    'host' in connection && connection.tls !== undefined
      ? new TlsAgent({ keepAlive: true })
      : new PlainAgent({ keepAlive: true });
  describeBriefly(agent);
  let client: Promise<Dockerode> | undefined;
  return {
    client: () => {
      client ??= load(connection, agent);
      return client;
    },
    close: () => agent.destroy(),
  };
}

/**
 * The client describes each request's options for its debug output, with everything an agent holds of sockets and keys,
 * even when nobody reads it; that took more processor time than everything else a manager does.
 */
function describeBriefly(agent: PlainAgent): void {
  Object.defineProperty(agent, Symbol.for('nodejs.util.inspect.custom'), { value: () => '[agent]' });
}

async function load(connection: EngineConnection, agent: PlainAgent): Promise<Dockerode> {
  const { default: Client } = await import('dockerode');
  const options =
    'socketPath' in connection
      ? { socketPath: connection.socketPath, host: undefined, protocol: 'http' as const }
      : {
          host: connection.host,
          port: connection.port,
          protocol: connection.tls === undefined ? ('http' as const) : ('https' as const),
          ...(connection.tls && {
            ca: connection.tls.authority,
            cert: connection.tls.certificate,
            key: connection.tls.key,
          }),
        };
  // A host set to undefined displaces what the client takes from the environment; its types know neither that nor `agent`.
  const known = { ...options, agent } as object;
  return new Client(known);
}
