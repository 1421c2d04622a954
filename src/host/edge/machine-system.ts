import { setTimeout as pause } from 'node:timers/promises';
import { hostPaths } from '#domain/host/host-paths.ts';
import type { HostSystem } from '../host-system.ts';
import { durableFiles } from './durable-files.ts';
import { executeProgram } from './execute-program.ts';
import { httpsApi } from './https-api.ts';
import { identityCheck } from './identity-check.ts';
import { openJournal } from './open-journal.ts';

/** The machine this program runs on. */
export function machineSystem(): HostSystem {
  return {
    files: durableFiles,
    clock: { now: () => Date.now(), elapsed: () => performance.now(), pause: (milliseconds) => pause(milliseconds) },
    api: httpsApi,
    journal: openJournal(hostPaths.journal, () => Date.now()),
    identityProblem: (certificate, key) => identityCheck(certificate, key, Date.now()),
    execute: executeProgram,
  };
}
