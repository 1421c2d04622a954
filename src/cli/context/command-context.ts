import type { ArtifactCleaning } from '#capabilities/artifact-cleaning.ts';
import type { Clock } from '#capabilities/clock.ts';
import type { HostInspections } from '#capabilities/host-inspections.ts';
import type { ManagerImages } from '#capabilities/manager-images.ts';
import type { Simulations } from '#capabilities/simulations.ts';
import type { StoreCare } from '#capabilities/store-care.ts';
import type { Timers } from '#capabilities/timers.ts';
import type { KubeClient } from '#kube/create-kube-client.ts';
import type { ServerPaths } from '#platform/server/server-paths.ts';
import type { Terminal } from './terminal.ts';

/** What this command runs from. */
export interface Installation {
  readonly version: string;
  /** Name of the build; a manager of another name is an older or newer one. */
  readonly build: string;
  /** Where bin/slipway lies. */
  readonly root: string;
  /** What it brings along. */
  readonly releases: readonly { readonly name: string; readonly kubernetes: string }[];
}

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly paths: ServerPaths;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly timers: Timers;
  /** What other layers look for on this machine. */
  readonly inspections: HostInspections;
  /** The cache of artifacts on this machine. */
  readonly artifacts: ArtifactCleaning;
  /** The manager's own image, made on this machine. */
  readonly managerImages: ManagerImages;
  /** The store on this machine as a file. */
  readonly store: StoreCare;
  /** Lives scenarios on simulated worlds. */
  readonly simulations: Simulations;
  /** The context of the user's kubeconfig that objects are asked of; undefined: the manager of this machine. Known once a command runs. */
  readonly cluster: string | undefined;
  /** Aborts at Ctrl-C. */
  readonly signal: AbortSignal;
  /** A client of that cluster, or of the manager that runs, closed when the command ends; CliError when there is none. */
  connect(): Promise<KubeClient>;
}
