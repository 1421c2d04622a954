import type { Finding } from './finding.ts';

/** What other layers know to look for on this machine before anything is asked of them. */
export interface HostInspections {
  /** Whether machine images can be built here. */
  buildTools(): Promise<readonly Finding[]>;
  /** What the provider docker itself would refuse machines for, on an engine of this very machine. */
  engine(socket: string): Promise<readonly Finding[]>;
}
