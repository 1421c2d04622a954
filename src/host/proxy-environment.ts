import type { ProxySettings } from '#domain/host/bootstrap-task.ts';
import type { TaskSecrets } from '#domain/host/task-secrets.ts';

/** What every machine reaches by itself. */
const always = ['localhost', '127.0.0.0/8', '::1', '.svc', '.cluster.local'];

function withLogin(url: string, login: TaskSecrets['proxyLogin']): string {
  if (login === undefined) return url;
  const [scheme = '', rest = ''] = url.split('://', 2);
  return `${scheme}://${encodeURIComponent(login.username)}:${encodeURIComponent(login.password)}@${rest}`;
}

/** The environment variables that programs written in Go find a proxy by; secret with a login. */
export function proxyEnvironment(
  { httpProxy, httpsProxy, noProxy, ownAddresses }: ProxySettings,
  login: TaskSecrets['proxyLogin'],
): readonly { readonly name: string; readonly value: string }[] {
  return [
    ...(httpProxy === undefined ? [] : [{ name: 'HTTP_PROXY', value: withLogin(httpProxy, login) }]),
    ...(httpsProxy === undefined ? [] : [{ name: 'HTTPS_PROXY', value: withLogin(httpsProxy, login) }]),
    { name: 'NO_PROXY', value: [...new Set([...noProxy, ...ownAddresses, ...always])].join(',') },
  ];
}
