import { ProviderError } from '#providers/contract/provider-error.ts';
import type { ProviderErrorCode } from '#providers/contract/provider-error.ts';

interface Rule {
  readonly when: (problem: Problem) => boolean;
  readonly code: ProviderErrorCode;
  readonly cure: string;
  readonly retryAfterMilliseconds?: number;
}

interface Problem {
  readonly code: string;
  readonly status: number;
  readonly text: string;
}

/** In order: the first that fits decides. Texts come first because the engine gives most of them the status 500. */
const rules: readonly Rule[] = [
  {
    when: ({ code }) => code === 'EACCES' || code === 'EPERM',
    code: 'Unauthorized',
    cure: 'This user may not open the engine\'s socket: run as root or add the user to the group "docker".',
  },
  {
    when: ({ code }) => code === 'ENOENT' || code === 'ECONNREFUSED',
    code: 'Unavailable',
    cure: 'No container engine answers there: install or start it (Debian: apt-get install docker.io; systemctl start docker).',
    retryAfterMilliseconds: 2000,
  },
  {
    when: ({ code }) => /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/.test(code),
    code: 'Unavailable',
    cure: "The engine's host is not reached: look whether it runs, and whether its name and port are those in the Provider.",
    retryAfterMilliseconds: 5000,
  },
  {
    when: ({ code }) => /CERT|TLS|SSL|SIGNATURE/.test(code),
    code: 'Unauthorized',
    cure: "The engine's or our own certificate was refused: check the Provider's Secret.",
  },
  {
    when: ({ status }) => status === 0,
    code: 'Unavailable',
    cure: 'The connection to the container engine broke; it is tried again.',
    retryAfterMilliseconds: 1000,
  },
  {
    when: ({ text }) => /no space left on device|disk quota exceeded/i.test(text),
    code: 'NoCapacity',
    cure: "The engine's disk is full: free space under its data directory (docker system df shows what uses it).",
  },
  {
    when: ({ text }) => /non-overlapping IPv4 address pool|cannot allocate memory|too many open files/i.test(text),
    code: 'NoCapacity',
    cure: 'The engine has none left of what was asked: remove unused networks or containers, or use another engine.',
  },
  {
    when: ({ text }) => /is already in use by container|network with name .* already exists/i.test(text),
    code: 'ForeignOwner',
    cure: 'Something that this installation did not make has the name: rename or remove it.',
  },
  { when: ({ status }) => status === 404, code: 'NotFound', cure: 'It is not there (any more).' },
  { when: ({ status }) => status === 401, code: 'Unauthorized', cure: "Check the Provider's credentials." },
  {
    when: ({ status }) => status === 429,
    code: 'RateLimited',
    cure: 'The engine asks for fewer calls.',
    retryAfterMilliseconds: 2000,
  },
  {
    when: ({ status, text }) => status === 400 || /pool overlaps|invalid/i.test(text),
    code: 'Invalid',
    cure: 'The engine refuses the request as it is: change what the sentence names.',
  },
];

/** Whatever the engine or the connection to it said, as one of the contract's errors. `what` starts the sentence. */
export function translateEngineError(error: unknown, what: string): ProviderError {
  if (error instanceof ProviderError) return error;
  const problem = problemOf(error);
  const rule = rules.find(({ when }) => when(problem));
  const cure = rule?.cure ?? 'It is tried again.';
  const retryAfterMilliseconds = rule === undefined ? 1000 : rule.retryAfterMilliseconds;
  return new ProviderError(rule?.code ?? 'Unavailable', `${what}: ${problem.text}. ${cure}`, {
    cause: error,
    ...(retryAfterMilliseconds !== undefined && { retryAfterMilliseconds }),
  });
}

function problemOf(error: unknown): Problem {
  if (!(error instanceof Error)) return { code: '', status: 0, text: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 0;
  const text = error.message
    .replace(/^\(HTTP code \d+\) [^-]*- /, '')
    .trim()
    .replace(/\.$/, '');
  return { code, status, text };
}
