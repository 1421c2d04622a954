import { request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { ApiAnswer, ApiCall, HostApi } from '../host-system.ts';

const whyByCode: { readonly [code: string]: string } = {
  ECONNREFUSED: 'the connection is refused.',
  ECONNRESET: 'the connection breaks.',
  EPIPE: 'the connection breaks.',
  EHOSTUNREACH: 'the host is unreachable; check the network between the machines.',
  ENETUNREACH: 'the network is unreachable; check the routes of this machine.',
  ETIMEDOUT: 'it does not answer in time.',
  ABORT_ERR: 'it does not answer in time.',
  ENOTFOUND: 'its name is not known; check the resolvers of this machine.',
  EAI_AGAIN: 'its name cannot be resolved now; check the resolvers of this machine.',
  CERT_NOT_YET_VALID: "its certificate is not valid yet; compare this machine's clock.",
  CERT_HAS_EXPIRED: 'its certificate is over; renew the certificates of the control plane.',
};
const untrusted =
  'its certificate is not signed by the authority of the cluster; check that the endpoint belongs to this cluster.';

function whyOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = whyByCode[code];
  if (known !== undefined) return known;
  if (/CERT|SIGNATURE|ISSUER|SIGNED/.test(code)) return untrusted;
  return error instanceof Error ? `${error.message}.` : 'the call fails.';
}

/** The authority is trusted as it is, whoever signed it: a cluster's may be issued by its owner's. */
function optionsOf(call: ApiCall): RequestOptions {
  return {
    agent: false,
    ...(call.body === undefined ? {} : { method: 'POST' }),
    timeout: call.timeoutMilliseconds,
    headers: {
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
    },
    ...(call.authority === undefined
      ? { rejectUnauthorized: false }
      : { ca: call.authority, allowPartialTrustChain: true }),
    ...(call.identity === undefined ? {} : { cert: call.identity.certificate, key: call.identity.key }),
  };
}

function refuseUnverified(call: ApiCall): void {
  if (call.authority !== undefined) return;
  const { hostname } = new URL(call.url);
  if (hostname !== '127.0.0.1' || call.token !== undefined || call.identity !== undefined) {
    throw new Error('only calls without credentials to this machine itself may go unverified');
  }
}

function send(call: ApiCall, signal?: AbortSignal): Promise<IncomingMessage> {
  refuseUnverified(call);
  return new Promise((resolve, reject) => {
    const outgoing = request(call.url, { ...optionsOf(call), ...(signal && { signal }) }, resolve);
    outgoing.on('timeout', () => outgoing.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })));
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });
}

async function callOnce(call: ApiCall): Promise<ApiAnswer> {
  try {
    // A server whose power went in the middle never says another word, and a socket that waits counts as idle only later.
    const answer = await send(call, AbortSignal.timeout(call.timeoutMilliseconds));
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const { date } = answer.headers;
    return {
      reached: true,
      status: answer.statusCode ?? 0,
      ...(date === undefined ? {} : { date }),
      body: Buffer.concat(chunks).toString('utf8'),
    };
  } catch (error) {
    return { reached: false, why: whyOf(error) };
  }
}

async function* linesOf(call: ApiCall): AsyncIterable<string> {
  let answer: IncomingMessage;
  try {
    answer = await send(call);
  } catch {
    return;
  }
  try {
    if (answer.statusCode !== 200) return;
    yield* createInterface({ input: answer });
  } catch {
    return;
  } finally {
    answer.destroy();
  }
}

/** Calls to Kubernetes APIs over TLS, one connection each. */
export const httpsApi: HostApi = { call: callOnce, lines: linesOf };
