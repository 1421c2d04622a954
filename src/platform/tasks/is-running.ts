import { identifyProcess } from './identify-process.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** Whether that very process still runs. */
export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  const found = await identifyProcess(identity.pid);
  return found !== undefined && found.started === identity.started && found.boot === identity.boot;
}
