/** One request of a case, as its file says it. */
export interface Step {
  /** The verb and its target as written, e.g. `POST widgets?dryRun=All`. */
  readonly line: string;
  readonly body: unknown;
}

/** Requests that are sent one after the other, in a namespace of their own. */
export interface ComparedCase {
  readonly topic: string;
  readonly name: string;
  readonly namespace: string;
  readonly steps: readonly Step[];
}
