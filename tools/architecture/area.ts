/** One row of `layers.json`: a folder and what its files may use. */
export interface Area {
  /** The layer, or `layer/part` where a part of a layer has rights of its own. */
  readonly id: string;
  readonly path: string;
  /** What the layer is for, in a few words. */
  readonly says: string;
  readonly imports: readonly string[] | 'all';
  /** May touch the machine: clock, timers, randomness, files, processes, network. */
  readonly effects: boolean;
  readonly builtins: readonly string[] | 'all';
  readonly packages: readonly string[] | 'all';
}
