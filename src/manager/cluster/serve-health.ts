import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pki } from '#capabilities/pki.ts';
import type { Verdict } from '#kube/review-reader.ts';
import type { MetricsRegistry } from '#platform/metrics/create-metrics.ts';

export interface HealthOptions {
  readonly address: { readonly host: string; readonly port: number };
  readonly pki: Pki;
  readonly metrics: Pick<MetricsRegistry, 'contentType' | 'text'>;
  /** Whether the manager leads or could. */
  readonly ready: () => boolean;
  /** What the bearer of a token may read here. */
  readonly mayGet: (token: string, path: string) => Promise<Verdict>;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

const tenYears = 10 * 365 * 24 * 3600;
const mostConnections = 64;
/** Each asks the API server twice; strangers must not be able to busy it. */
const mostReviews = 4;

interface Said {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
}

const busy: Said = { status: 503, body: 'busy\n' };

/**
 * Health and metrics of a manager, over TLS with a certificate that is made anew each time. Whether it is well is told to
 * everybody and is all that everybody is told; metrics are for those whom the cluster lets get `/metrics`.
 */
export async function serveHealth(options: HealthOptions): Promise<HealthServer> {
  const { address, pki } = options;
  const authority = await pki.createAuthority({ commonName: 'slipway-health', validSeconds: tenYears });
  const { certificate, key } = await pki.issue({
    authority,
    commonName: 'slipway-manager',
    usages: ['server'],
    dnsNames: ['localhost', 'slipway-manager'],
    validSeconds: tenYears,
  });
  const metricsAnswer = createMetricsAnswer(options);
  const answer = async ({ headers, method, url = '' }: IncomingMessage): Promise<Said> => {
    if (method !== 'GET') return { status: 405, body: 'only GET\n' };
    const [path] = url.split('?');
    if (path === '/healthz') return { status: 200, body: 'ok' };
    if (path === '/readyz') return options.ready() ? { status: 200, body: 'ok' } : { status: 503, body: 'not ready\n' };
    return path === '/metrics' ? await metricsAnswer(headers.authorization) : { status: 404, body: 'not found\n' };
  };
  const server = createServer({ cert: certificate, key, requestTimeout: 10_000 }, (request, response) => {
    answer(request).then(
      (said) => say(response, said),
      // The API server did not answer, or does not let us ask.
      () => say(response, { status: 503, body: 'the API server did not say who asks\n' }),
    );
  });
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(address.port, address.host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

/** The answer to who presents an `Authorization` header. */
function createMetricsAnswer({ mayGet, metrics }: HealthOptions): (header: string | undefined) => Promise<Said> {
  let reviews = 0;
  return async (header) => {
    const token = /^Bearer (?<token>\S+)$/iu.exec(header ?? '')?.groups?.['token'];
    if (token === undefined) return { status: 401, body: 'a bearer token is needed\n' };
    if (reviews >= mostReviews) return busy;
    reviews += 1;
    try {
      const verdict = await mayGet(token, '/metrics');
      if (verdict === 'unknown') return { status: 401, body: 'the cluster does not know this token\n' };
      if (verdict === 'forbidden') return { status: 403, body: 'the cluster does not let you get /metrics\n' };
    } finally {
      reviews -= 1;
    }
    return { status: 200, body: await metrics.text(), contentType: metrics.contentType };
  };
}

function say(response: ServerResponse, { body, contentType = 'text/plain; charset=utf-8', status }: Said): void {
  const extra = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store', ...extra }).end(body);
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
