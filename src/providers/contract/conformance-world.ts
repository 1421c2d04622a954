import type { Driver } from './driver.ts';
import type { ImageDesired } from './image.ts';
import type { Owner } from './resource.ts';

/** Somebody else's resource that stands where an owner's would be. */
export interface ForeignResource {
  /** Whether it is still exactly as it was planted. */
  untouched(): Promise<boolean>;
  remove(): Promise<void>;
}

/** What people, other managers and accidents do at the provider, behind the driver's back. */
export interface ConformanceControls {
  /**
   * A second driver on the same world, as another manager has it; with `losesReply: n` the reply to its n-th
   * changing call (counted from one) is lost after the call took effect.
   */
  anotherDriver(options?: { readonly losesReply?: number }): Driver;
  /** A driver to a provider that does not answer. */
  unreachableDriver(): Driver;
  stopMachine(providerId: string): Promise<void>;
  startMachine(providerId: string): Promise<void>;
  /** Takes a network away from under everything on it. */
  removeNetwork(providerId: string): Promise<void>;
  /** A second machine that bears all tags of an existing one. */
  plantDuplicateMachine(owner: Owner): Promise<void>;
  plantForeign(resource: 'machine' | 'endpoint' | 'network', owner: Owner): Promise<ForeignResource>;
  /** Everything at the provider that bears the installation's tag, as a text that changes when any of it does. */
  snapshot(): Promise<string>;
}

/** Commands that the world's machines know; `absent` on a world without host access. */
export interface ConformanceCommands {
  /** Writes its input to its output until that ends. */
  readonly copy: readonly string[];
  /** Writes `to output` to its output and `to errors` to its errors, each as a line, and exits with 3. */
  readonly complain: readonly string[];
  /** Writes the lines `1`, `2`, `3` and then waits until its machine stops. */
  readonly count: readonly string[];
  /** A file in which the machine noted at its first boot the configuration that it found. */
  readonly seenAtBoot: string;
}

/** One provider with nothing of `installation` in it. */
export interface ConformanceWorld {
  readonly driver: Driver;
  readonly installation: string;
  readonly images: { readonly machine: ImageDesired; readonly endpoint: ImageDesired };
  readonly controls: ConformanceControls;
  readonly commands: ConformanceCommands | 'absent';
  /** A fresh random uid. */
  uid(): string;
  /** Lets the world go on until the condition holds; rejects, naming `what`, when it never does. */
  until(what: string, condition: () => Promise<boolean>): Promise<void>;
  /** Removes everything of the installation. */
  close(): Promise<void>;
}
