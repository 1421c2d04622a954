import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';
import { BuildError } from '../build-error.ts';
import { isLoopback } from './is-loopback.ts';
import { type Pace, usualPace } from './pace.ts';

/** An answer with its body unread. */
export interface WebAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: Dispatcher.ResponseData['body'];
}

/** Reads from web servers, through the proxies the environment names. */
export interface Web {
  readonly pace: Pace;
  /** Follows redirects. Rejects with a BuildError where an address may not be used, else with what broke. */
  get(url: string, options: { readonly signal: AbortSignal; readonly from?: number }): Promise<WebAnswer>;
  close(): Promise<void>;
}

const mostRedirects = 5;

export interface WebOptions {
  readonly pace?: Pace;
  /** Set where every digest is known beforehand, so that it does not matter who answers. */
  readonly plainHttp?: boolean;
}

/** Opens connections as they are needed. */
export function openWeb({ pace = usualPace, plainHttp = false }: WebOptions = {}): Web {
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: pace.stallMilliseconds },
    headersTimeout: pace.stallMilliseconds,
    bodyTimeout: pace.stallMilliseconds,
  });
  return {
    pace,
    async get(url, { signal, from = 0 }) {
      let place = allowed(url, plainHttp);
      for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
        // Compressed on the way, sizes and ranges would be of something else than the file.
        const headers = { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) };
        const answer = await request(place, { dispatcher: agent, signal, headers });
        const { location } = answer.headers;
        if (![301, 302, 303, 307, 308].includes(answer.statusCode) || typeof location !== 'string') {
          return { status: answer.statusCode, headers: answer.headers, body: answer.body };
        }
        await answer.body.dump();
        place = allowed(new URL(location, place).href, plainHttp);
      }
      throw new BuildError('NotPublished', `${url} leads from redirect to redirect. Name the place it means.`, {
        retryable: false,
      });
    },
    close: () => agent.close(),
  };
}

/** Without TLS nobody knows who answers; on this machine's own loopback it needs none. */
function allowed(url: string, plainHttp: boolean): URL {
  const place = new URL(url);
  if (place.protocol === 'https:') return place;
  if (place.protocol === 'http:' && (plainHttp || isLoopback(place.host))) return place;
  throw new BuildError('AddressRefused', `${url} is not fetched: only https is, and http on this machine.`, {
    retryable: false,
  });
}
