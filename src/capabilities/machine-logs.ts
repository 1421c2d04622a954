import type { Feed } from './feed.ts';

/** Which of a machine's logs: the host utility's journal, or what its kubelet prints. */
export interface MachineLogRequest {
  readonly namespace: string;
  readonly name: string;
  readonly source: 'journal' | 'kubelet';
  /** Lines from the end; everything where absent. */
  readonly tail?: number;
  /** Goes on as lines come. */
  readonly follow: boolean;
}

/** Logs that machines keep themselves, read through their provider. Rejects with an ApiError when there is no such machine. */
export interface MachineLogs {
  open(request: MachineLogRequest): Promise<Feed<string>>;
}
