const struckOut = '[struck out]';
const secretNames = /(token|password|passwd|secret|privatekey|clientkeydata|authorization|credential|cookie)$/i;
const secretKeys = new Set(['data', 'stringData']);
const privateKeys = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g;
const bootstrapTokens = /\b([a-z0-9]{6})\.[a-z0-9]{16}\b/g;
const bearers = /\b(Bearer|Basic) [\w.~+/=-]{8,}/g;
const webTokens = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const keyedText =
  /(["']?(?:client-key-data|clientKeyData|token|password|tlsBootstrapToken)["']?\s*[:=]\s*["']?)[^\s"',}]{8,}/gi;
const userInfo = /\/\/[^/@\s]+:[^/@\s]+@/g;
const deepest = 8;

/**
 * A copy of what is about to be logged, without secrets: members whose names say they are, private keys,
 * tokens, values that a name before them says are secret, and passwords in URLs wherever they stand. Errors become their name, message, code and cause.
 */
export function strikeOutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth >= deepest) return '[too deep]';
  if (value instanceof Error) return failure(value, depth);
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  if (Array.isArray(value)) return value.map((item) => strikeOutSecrets(item, depth + 1));
  const entries = Object.entries(value).map(([name, member]) => {
    const secret = secretNames.test(name) || secretKeys.has(name);
    const kept = member === undefined || member === null || typeof member === 'boolean';
    return [name, secret && !kept ? struckOut : strikeOutSecrets(member, depth + 1)] as const;
  });
  return Object.fromEntries(entries);
}

function text(value: string): string {
  return value
    .replace(privateKeys, struckOut)
    .replace(bootstrapTokens, `$1.${struckOut}`)
    .replace(webTokens, struckOut)
    .replace(bearers, `$1 ${struckOut}`)
    .replace(keyedText, `$1${struckOut}`)
    .replace(userInfo, `//${struckOut}@`);
}

function failure(error: Error, depth: number): { readonly [name: string]: unknown } {
  return {
    name: error.name,
    message: text(error.message),
    ...('code' in error ? { code: strikeOutSecrets(error.code, depth + 1) } : {}),
    ...(error.stack === undefined ? {} : { stack: text(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: strikeOutSecrets(error.cause, depth + 1) }),
  };
}
