import type { StoreDatabaseOptions } from '../store-database.ts';

/** What the writer's process is started with, as JSON in its only argument. */
export interface WriterOptions {
  readonly directory: string;
  /** Where acknowledgements go: a path to append to, or undefined for standard output. */
  readonly acknowledgements?: string;
  readonly durability: StoreDatabaseOptions['durability'];
  /** How many writes each session makes; the store is closed and opened again between sessions. */
  readonly sessions: readonly number[];
  /** How many writes are under way at a time. */
  readonly lanes: number;
  /** The name of the first value; names count up from it. */
  readonly firstValue: number;
}
