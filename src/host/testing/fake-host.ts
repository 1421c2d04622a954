import type { FakeDisk } from './fake-disk.ts';

/** What the programs of a fake machine see of it. */
export interface FakeHost {
  readonly disk: FakeDisk;
  readonly nodeName: string;
  kubeletRuns: boolean;
  /** Something durable or visible happens; may be where the power is cut. */
  step(): Promise<void>;
}
