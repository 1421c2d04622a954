import type { ServerConnection } from '#kube/server-connection.ts';

/** A running server that the cases are sent to. */
export interface Target {
  readonly name: string;
  /** How an administrator reaches it. */
  readonly connection: ServerConnection;
  /** Forgets the history of everything up to now, as after hours of writes. */
  compact(): Promise<void>;
  /** Serves a kind from now on with another schema; what is stored under it stays as it is. */
  tighten(): Promise<void>;
  stop(): Promise<void>;
}
