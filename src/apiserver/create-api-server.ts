import { constants } from 'node:crypto';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { InFlight } from './access/in-flight.ts';
import type { ApiServerCore } from './api-server-core.ts';
import { createDiscovery } from './documents/create-discovery.ts';
import { createOpenApi } from './documents/create-open-api.ts';
import { type Handling, handleRequest } from './handle-request.ts';
import { Connections } from './http/connections.ts';

export interface ApiServerOptions
  extends Pick<ApiServerCore, 'objects' | 'kinds' | 'clock' | 'timers' | 'version'>,
    Partial<
      Pick<
        ApiServerCore,
        | 'readiness'
        | 'readOnly'
        | 'metrics'
        | 'logger'
        | 'audit'
        | 'machineImports'
        | 'machineLogs'
        | 'nextPasses'
        | 'backup'
      >
    > {
  /** PEM texts: the server's certificate and key, and the authority that client certificates must hang from. */
  readonly tls: { readonly certificate: string; readonly key: string; readonly authority: string };
  /** Connections in all, handshakes under way included, and of one user, strangers together being one; 2000 and 500 where absent. */
  readonly maxConnections?: number;
  readonly maxConnectionsOfUser?: number;
  /** Requests of one user that may be under way at once, watches aside; 200 where absent. */
  readonly maxInFlight?: number;
}

export interface ApiServer {
  /** Starts to listen, on loopback and a free port unless told otherwise; resolves with where it listens. */
  listen(at?: {
    readonly address?: string;
    readonly port?: number;
  }): Promise<{ readonly address: string; readonly port: number }>;
  /** Ends watches, lets answers under way finish and closes; what has not finished after two seconds is cut off. */
  close(): Promise<void>;
}

const closeWithin = 2000;
/** Whoever has not shown a certificate by then holds a place that others may need. */
const handshakeWithin = 10_000;

/** The Kubernetes-style HTTP API of a manager, over TLS, for clients with a certificate of the manager's own authority. */
export function createApiServer(options: ApiServerOptions): ApiServer {
  const closing = new AbortController();
  const handling = handlingOf(options, closing.signal);
  const server = createSecureServer({
    allowHTTP1: true,
    cert: options.tls.certificate,
    key: options.tls.key,
    ca: options.tls.authority,
    requestCert: true,
    // A stranger gets 401 and a sentence, which a broken handshake could not give.
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    // Every connection shows its certificate: a resumed session would keep the identity, or the lack of one, of an earlier one.
    secureOptions: constants.SSL_OP_NO_TICKET,
    settings: { maxConcurrentStreams: 1000 },
    handshakeTimeout: handshakeWithin,
  });
  // Closed as soon as they are accepted, before a handshake costs anything.
  server.maxConnections = options.maxConnections ?? 2000;
  const connections = new Connections(server, options.maxConnectionsOfUser ?? 500);
  server.on('request', (request, response) => void handleRequest(handling, request, response));
  // A client that breaks off a handshake or a session is no event of ours.
  server.on('sessionError', () => undefined).on('tlsClientError', () => undefined);
  return {
    listen: ({ address = '127.0.0.1', port = 0 } = {}) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, address, () => {
          server.off('error', reject);
          const bound = server.address() as AddressInfo;
          resolve({ address: bound.address, port: bound.port });
        });
      }),
    close: () =>
      new Promise((resolve) => {
        const stop = options.timers.after(closeWithin, () => connections.destroy());
        server.close(() => {
          stop();
          resolve();
        });
        closing.abort();
        connections.drain();
      }),
  };
}

function handlingOf(options: ApiServerOptions, closing: AbortSignal): Handling {
  const { objects, kinds, clock, timers, version, metrics, logger, audit, nextPasses, backup } = options;
  const readiness = options.readiness ?? (async () => undefined);
  const readOnly = options.readOnly ?? (() => undefined);
  return {
    core: {
      objects,
      kinds,
      clock,
      timers,
      version,
      readiness,
      readOnly,
      metrics,
      logger,
      audit,
      machineLogs: options.machineLogs,
      machineImports: options.machineImports,
      nextPasses,
      backup,
    },
    documents: { discovery: createDiscovery(kinds), openApi: createOpenApi(kinds, version) },
    inFlight: new InFlight(options.maxInFlight ?? 200),
    closing,
  };
}
