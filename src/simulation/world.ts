import type { Clock } from '#capabilities/clock.ts';
import type { ObjectApi } from '#capabilities/object-api.ts';
import type { PassEnd } from '#runtime/pass-end.ts';
import type { Cloud } from './cloud.ts';
import type { Composition } from './composition.ts';
import type { FaultChoice } from './effect-faults.ts';
import type { Fault } from './fault.ts';
import type { MetFault } from './met-fault.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimulatedHosts } from './simulated-hosts.ts';
import type { WorldEffect } from './world-effect.ts';

/** A world of its own: store, provider, machines, clusters and managers, all on virtual time. */
export interface World {
  /** The store as a user has it: answers at once. */
  readonly objects: ObjectApi;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** The store's own uid. */
  readonly installation: string;
  /** The truth, whatever any manager believes. */
  readonly truth: { readonly cloud: Cloud; readonly hosts: SimulatedHosts };
  readonly effects: readonly WorldEffect[];
  /** Errors that passes threw and failures outside passes, as texts: a run without faults has few or none. */
  readonly problems: readonly string[];
  /** How the last pass over each key ended, by `controller namespace/name`. */
  readonly ends: ReadonlyMap<string, PassEnd>;
  /** The kind each controller is for, by its name. */
  readonly controllersOf: ReadonlyMap<string, string>;
  /** How many different effects were asked for so far. */
  readonly distinctEffects: number;
  /** Virtual milliseconds at which the store changed last. */
  readonly lastChange: number;
  /** Effects asked for so far: what faults count. */
  readonly asked: number;
  /** Lets these faults happen too, their effects counted from now on. */
  trouble(faults: readonly Fault[]): void;
  /** From now on this says what goes wrong at effects, besides the faults that are counted. */
  troubleBy(choice: FaultChoice): void;
  /** Faults that happened, in order. */
  readonly met: readonly MetFault[];
  /** Managers that run now. */
  readonly managers: number;
  /** No manager reaches the store until the result is called; nothing in it is lost. */
  silenceStore(because: string): () => void;
  /** Starts a manager; without an argument like the last one. Gives its number. */
  startManager(composition?: Composition): string;
  /** Kills the managers that run. */
  crash(): void;
  /** Stops the managers as a signal does and waits until they have. */
  stopManagers(): Promise<void>;
  /** Does something as a user and lets it settle. */
  act<R>(work: (objects: ObjectApi) => Promise<R>): Promise<R>;
  /** Goes on until nothing is left to do but background timers. After a crash by a fault a new manager starts. */
  runUntilQuiet(): Promise<void>;
  /** Goes on until the condition holds or nothing is left to do but background timers; says whether the condition held. */
  run(condition: () => boolean | Promise<boolean>): Promise<boolean>;
  /** Goes on until the condition holds; rejects when the world is quiet before. */
  runUntil(what: string, condition: () => boolean | Promise<boolean>): Promise<void>;
  readonly traceHash: string;
}
