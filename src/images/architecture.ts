/** Processor architectures by the names that Go, Debian and Kubernetes share. */
export type Architecture = 'amd64' | 'arm64';

/** What this process runs on; undefined where no image can be built. */
export function ownArchitecture(): Architecture | undefined {
  return ({ x64: 'amd64', arm64: 'arm64' } as const)[process.arch as 'x64' | 'arm64'];
}
