import type { Finding } from '#capabilities/finding.ts';
import type { Check } from '../check.ts';
import type { DiskSurvey } from '../survey.ts';

const gibibyte = 1024 ** 3;
/** Below `least` nothing works for long, below `enough` the next step may not. */
const needs: { readonly [what: string]: { readonly least: number; readonly enough: number; readonly why: string } } = {
  'state directory': { least: 0.1, enough: 1, why: 'the store and its log' },
  cache: { least: 0.5, enough: 8, why: 'the first build of a release takes about 8 GiB' },
  engine: { least: 1, enough: 8, why: 'images take about 3 GiB, each machine up to 1 GiB' },
  'temporary files': { least: 0.05, enough: 0.5, why: 'kubeconfigs and builds' },
};

const usualMemory = 0.75;
const leastMemory = 2;

function amount(bytes: number): string {
  return `${(bytes / gibibyte).toFixed(1)} GiB`;
}

function disk({ freeBytes, path, what }: DiskSurvey): Finding {
  const check = 'disk-space';
  const message = `${amount(freeBytes)} free for the ${what} (${path})`;
  const need = needs[what];
  if (need === undefined || freeBytes >= need.enough * gibibyte) return { check, state: 'ok', message };
  const cure = `make room there: ${need.why}`;
  return { check, state: freeBytes < need.least * gibibyte ? 'problem' : 'warning', message, cure };
}

/** Room on disks, in memory, and processors. */
export const roomCheck: Check = ({ availableMemory, disks, engine }) => {
  const check = 'memory';
  const total = engine.info?.MemTotal;
  const available = availableMemory ?? total;
  const known = available === undefined ? [] : [`${amount(available)} of memory available`];
  const cores = engine.info?.NCPU === undefined ? [] : [`${engine.info.NCPU} processors`];
  const message = [...known, ...cores].join(', ');
  const short = available !== undefined && available < leastMemory * gibibyte;
  const memory: Finding =
    message === ''
      ? { check, state: 'unknown', message: 'memory and processors are not known' }
      : short
        ? {
            check,
            state: available < usualMemory * gibibyte ? 'problem' : 'warning',
            message,
            cure: 'end something: a control plane takes about 600 MiB, a worker 150 MiB, a build 2 GiB',
          }
        : { check, state: 'ok', message };
  return [...disks.map(disk), memory];
};
