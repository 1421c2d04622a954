import type { ServerConnection } from '#kube/server-connection.ts';

/** A server under measurement. */
export interface Served {
  readonly connection: ServerConnection;
  /** The processes that serve: their processor time and memory are its own. */
  readonly pids: readonly number[];
  /** Milliseconds from the start of the first process until the first object was stored. */
  readonly firstWrite: number;
  /** The longest 1 % of delays of its event loop since it was last asked, in milliseconds; of servers that have none nothing. */
  eventLoopDelay?(): Promise<number>;
  stop(): Promise<void>;
}
