import type { Architecture } from '../architecture.ts';

/** The compiler that is fetched where there is none, or only an older one than the modules ask for. */
export const pinnedGo = {
  version: 'go1.26.8',
  /** What the go directives of the newest modules that are built ask for. */
  oldest: 'go1.26.0',
  /** Of each module's files, as the Go checksum database has it. */
  hashes: {
    amd64: 'h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=',
    arm64: 'h1:sYL/O6MqS68ML0kjsQ36WoYIpJqkw60TxizWUYUKQMc=',
  },
} as const satisfies {
  readonly version: string;
  readonly oldest: string;
  readonly hashes: Record<Architecture, string>;
};
