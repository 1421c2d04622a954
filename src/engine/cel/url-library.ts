import type { Environment } from '@marcbachmann/cel-js';

const absolute =
  /^([a-zA-Z][a-zA-Z0-9+.-]*):(?:\/\/(?:[^/?#@\s]*@)?(\[[0-9a-fA-F:.]+\]|[^/?#:\s[\]]*)(?::(\d*))?)?([^?#\s]*)(?:\?[^#\s]*)?$/;
const path = /^(\/[^?#\s]*)(?:\?[^#\s]*)?$/;

/** An absolute URL or absolute path in CEL. */
class Url {
  readonly scheme: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;

  constructor(parts: readonly (string | undefined)[]) {
    const [scheme = '', hostname = '', port = '', rest = ''] = parts;
    this.scheme = scheme;
    this.hostname = hostname;
    this.port = port;
    this.path = rest;
  }

  static parse(text: string): Url | undefined {
    const whole = absolute.exec(text);
    if (whole) return new Url(whole.slice(1));
    const local = path.exec(text);
    return local ? new Url(['', '', '', local[1]]) : undefined;
  }

  get host(): string {
    return this.port === '' ? this.hostname : `${this.hostname}:${this.port}`;
  }
}

function url(text: string): Url {
  const parsed = Url.parse(text);
  if (parsed) return parsed;
  throw new Error(`${JSON.stringify(text)} is no URL`);
}

/** Kubernetes' `url` library without queries. */
export function urlLibrary(environment: Environment): void {
  const add = (signature: string, handler: (...values: never[]) => unknown) => {
    environment.registerFunction(signature, handler, { async: false });
  };
  environment.registerType('kubernetes.URL', { ctor: Url, fields: {} });
  add('url(string): kubernetes.URL', url);
  add('isURL(string): bool', (text: string) => Url.parse(text) !== undefined);
  add('kubernetes.URL.getScheme(): string', (value: Url) => value.scheme.toLowerCase());
  add('kubernetes.URL.getHost(): string', (value: Url) => value.host);
  add('kubernetes.URL.getHostname(): string', (value: Url) => value.hostname.replace(/^\[|\]$/g, ''));
  add('kubernetes.URL.getPort(): string', (value: Url) => value.port);
  add('kubernetes.URL.getEscapedPath(): string', (value: Url) => value.path);
}
