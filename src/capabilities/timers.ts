/** Monotonic time, never moved by a clock jump: what waiting and measuring use. */
export interface Timers {
  /** Milliseconds since an arbitrary start. */
  monotonic(): number;
  /** Resolves after `milliseconds`, rejects with the signal's reason when it aborts first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls back once after `milliseconds`; the result stops it. A background timer does not keep a simulation or a process alive. */
  after(milliseconds: number, callback: () => void, kind?: 'foreground' | 'background'): () => void;
}
