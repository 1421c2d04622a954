import type { RootArchiveRecipe } from './recipe.ts';
import { smallSystemExclusions } from './small-system-exclusions.ts';

/** The root file system of a cluster's endpoint: HAProxy, and a shell to look at it. */
export function endpointImage(): RootArchiveRecipe & { readonly revision: number } {
  const directories = [
    'dev',
    'proc',
    'run',
    'sys',
    'var',
    'var/lib',
    'var/lib/haproxy',
    'usr/local',
    'usr/local/etc',
    'usr/local/etc/haproxy',
  ];
  return {
    type: 'root-archive',
    revision: 1,
    name: 'endpoint',
    parts: [
      {
        from: 'archive',
        step: 'endpoint-system',
        file: 'system.tar',
        prefix: '',
        exclude: smallSystemExclusions(['usr/sbin/haproxy', 'usr/bin/busybox']),
      },
      ...directories.map((path) => ({ from: 'directory', path, mode: 0o755 }) as const),
      { from: 'directory', path: 'tmp', mode: 0o1777 },
      {
        from: 'text',
        path: 'etc/passwd',
        mode: 0o644,
        content:
          'root:x:0:0:root:/root:/usr/sbin/nologin\nhaproxy:x:99:99:haproxy:/var/lib/haproxy:/usr/sbin/nologin\n',
      },
      { from: 'text', path: 'etc/group', mode: 0o644, content: 'root:x:0:\nhaproxy:x:99:\n' },
      ...['cat', 'ls', 'sh', 'kill', 'mv'].map(
        (name) => ({ from: 'link', path: `usr/bin/${name}`, target: 'busybox' }) as const,
      ),
    ],
  };
}
