import type { Finding } from '#capabilities/finding.ts';

/** A container engine at a socket of this machine, in its own words (`GET /info` and `/version`). */
export interface EngineSurvey {
  readonly socket: string;
  readonly answer: 'answers' | 'refused' | 'silent';
  /** Whether its program is installed. */
  readonly installed: boolean;
  readonly info?: {
    readonly ServerVersion?: string;
    readonly Driver?: string;
    readonly CgroupVersion?: string;
    readonly CgroupDriver?: string;
    readonly OperatingSystem?: string;
    readonly KernelVersion?: string;
    readonly Architecture?: string;
    readonly NCPU?: number;
    readonly MemTotal?: number;
    readonly DockerRootDir?: string;
    readonly IPv4Forwarding?: boolean;
    readonly [field: string]: unknown;
  };
  readonly version?: { readonly ApiVersion?: string; readonly [field: string]: unknown };
}

/** A place that needs room. */
export interface DiskSurvey {
  readonly what: string;
  readonly path: string;
  readonly freeBytes: number;
}

/** What was read of this machine at one moment, unjudged; undefined: it could not be read. */
export interface Survey {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Undefined where there are no user ids. */
  readonly uid: number | undefined;
  readonly node: string;
  readonly state: {
    readonly path: string;
    /** Undefined: it does not exist yet. */
    readonly mode: number | undefined;
    readonly owner: number | undefined;
    readonly writable: boolean;
    /** Files below it that others may read. */
    readonly loose: readonly string[];
    /** The latest change of a file in it: milliseconds since 1970. */
    readonly newest: number | undefined;
    /** A process that runs, holds the store, and is not the recorded manager. */
    readonly holder: number | undefined;
  };
  readonly manager: {
    readonly state: 'stopped' | 'serving' | 'silent';
    readonly version?: string;
    readonly build?: string;
    readonly pid?: number;
    readonly ownBuild: string;
  };
  readonly engine: EngineSurvey;
  readonly disks: readonly DiskSurvey[];
  readonly availableMemory: number | undefined;
  readonly inotify: { readonly instances: number | undefined; readonly watches: number | undefined };
  /** TCP ports that somebody listens on, and the range that the kernel gives to connections. */
  readonly ports: {
    readonly listening: readonly number[] | undefined;
    readonly ephemeral: readonly [number, number] | undefined;
  };
  /** Parts of the kernel: whether each is there, or could be loaded. */
  readonly kernel: { readonly [name: string]: boolean | undefined };
  /** What processes of this machine may ever be allowed, as the kernel prints it: hexadecimal digits. */
  readonly capabilities: string | undefined;
  /** Most files a process may have open. */
  readonly openFiles: { readonly own: number | undefined; readonly engine: number | undefined };
  readonly proxies: { readonly [variable: string]: string };
  /** What other layers looked at. */
  readonly inspected: readonly Finding[];
}
