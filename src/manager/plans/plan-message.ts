import type { MessagePort } from 'node:worker_threads';

interface PlanQuestion {
  readonly id: number;
  /** JSON, in memory that threads share rather than copy. */
  readonly request: SharedArrayBuffer;
  /** Absent: this thread is alone with it. */
  readonly shared?: {
    /** How many seeds but the first are taken. */
    readonly seeds: SharedArrayBuffer;
    /** To the other thread that computes the same plan. */
    readonly port: MessagePort;
    /** The helper runs seeds for the other, which makes the plan of all and answers. */
    readonly role: 'maker' | 'helper';
  };
}

type PlanAnswer =
  | { readonly id: number; readonly document: Uint8Array }
  | { readonly id: number; readonly failure: string };

/** What goes between the manager and its threads for plans. */
export interface PlanMessage {
  readonly question: PlanQuestion;
  readonly answer: PlanAnswer;
}
