/**
 * One line of a machine's journal: numbered from 1 without gaps, fsynced before the next phase starts.
 * The same shape reaches the manager over every transport.
 */
export interface JournalEntry {
  /** Uid of the Machine object. */
  readonly machine: string;
  readonly sequence: number;
  /** Id of the task that wrote it, e.g. `bootstrap`. */
  readonly task: string;
  /** Phase name, e.g. `kubeadm-init-certs`; `task` for entries on the task as a whole. */
  readonly phase: string;
  readonly event: 'started' | 'succeeded' | 'failed' | 'skipped' | 'waiting';
  /** RFC 3339 UTC with milliseconds, by the machine's own clock. */
  readonly time: string;
  /** Program and arguments that ran, never with a secret. */
  readonly command?: readonly string[];
  readonly durationMilliseconds?: number;
  readonly exitCode?: number;
  /** On failure the last lines it printed; while waiting what it waits for. */
  readonly message?: string;
  /** Facts other entries carry: `{clockSkewMilliseconds: 12}`, `{podCidr: "10.244.1.0/24"}`. */
  readonly facts?: { readonly [name: string]: unknown };
}
