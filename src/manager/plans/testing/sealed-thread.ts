import { parentPort } from 'node:worker_threads';
import { sealGlobals } from '../seal-globals.ts';

const time = sealGlobals();

/** Whoever reaches past the capabilities, one of each sort. */
const violations: readonly (readonly [name: string, reach: () => unknown])[] = [
  ['Math.random', () => Math.random()],
  ['crypto.randomUUID', () => crypto.randomUUID()],
  ['crypto.getRandomValues', () => crypto.getRandomValues(new Uint8Array(1))],
  ['crypto.subtle', () => crypto.subtle],
  ['setTimeout', () => setTimeout(() => undefined, 1)],
  ['setInterval', () => setInterval(() => undefined, 1)],
  ['setImmediate', () => setImmediate(() => undefined)],
  ['AbortSignal.timeout', () => AbortSignal.timeout(1)],
  ['performance.timeOrigin', () => performance.timeOrigin],
  ['Intl.DateTimeFormat', () => new Intl.DateTimeFormat()],
  ['Intl.Collator', () => new Intl.Collator()],
  ['String.localeCompare', () => 'a'.localeCompare('b')],
  ['Date.toLocaleString', () => new Date(0).toLocaleString()],
  ['fetch', () => fetch('http://localhost')],
  ['the time', () => Date.now()],
  ['the time', () => new Date()],
  ['the time', () => performance.now()],
];

function said(reach: () => unknown): string {
  try {
    reach();
    return 'nothing was said';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const told = violations.map(([name, reach]) => [name, said(reach)] as const);
time.read({ now: () => 86_400_000 });
const clocks = [
  Date.now(),
  performance.now(),
  new Date().getTime(),
  new Date(7).getTime(),
  Date.parse('1970-01-01T00:00:01Z'),
];
parentPort?.postMessage({ told, clocks, isDate: new Date() instanceof Date });
