import type { Simulations } from '#capabilities/simulations.ts';
import { simulateInThreads } from '../simulate-in-threads.ts';

const entry = new URL('../../entry/simulate.ts', import.meta.url);

/** Simulations as the command line has them, from the sources. */
export const threadSimulations: Simulations = { run: (request) => simulateInThreads(entry, request) };
