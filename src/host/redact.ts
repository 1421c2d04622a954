const pemBlock = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g;
const bootstrapToken = /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g;
const bearer = /\b(Bearer|Authorization:)\s+\S+/gi;
const jsonWebToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const base64Key = /\b(client-key-data|certificate-authority-key|tlsBootstrapToken|token):\s*\S+/g;

/** The text without anything that looks like a key, a token or a credential: what a program printed may hold any of them. */
export function redact(text: string): string {
  return text
    .replace(pemBlock, '(private key removed)')
    .replace(jsonWebToken, '(token removed)')
    .replace(bearer, '$1 (removed)')
    .replace(base64Key, '$1: (removed)')
    .replace(bootstrapToken, '(token removed)');
}
