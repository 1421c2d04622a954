import type { Machine } from '#api/machine/index.ts';
import { bootstrapProgress } from '#domain/host/bootstrap-progress.ts';
import type { JournalEntry } from '#domain/host/journal-entry.ts';
import type { Evidence } from './evidence.ts';

function fromEntry(machine: Machine, entry: JournalEntry): Evidence {
  const { command, exitCode, message = '', phase, sequence, time } = entry;
  return {
    source: `journal of machine ${machine.metadata.name}, entry ${sequence}`,
    time,
    phase,
    ...(command === undefined ? {} : { command: command.join(' ') }),
    ...(exitCode === undefined ? {} : { exitCode }),
    lines: message === '' ? [] : message.split('\n'),
  };
}

/** What a machine's own journal shows of its bootstrap; what its status keeps of it where the journal cannot be read. */
export function machineEvidence(machine: Machine, journal: readonly JournalEntry[] | undefined): readonly Evidence[] {
  const entries = (journal ?? []).filter((entry) => entry.machine === machine.metadata.uid);
  const progress = bootstrapProgress(entries);
  if (progress?.done === true) return [];
  if (progress) {
    const wanted = progress.failed
      ? entries.findLast((entry) => entry.event === 'failed' && entry.phase === progress.failed?.phase)
      : entries.findLast((entry) => entry.phase === progress.phase && entry.event !== 'succeeded');
    return wanted === undefined ? [] : [fromEntry(machine, wanted)];
  }
  const { state, phase, message = '', command, exitCode } = machine.status?.bootstrap ?? { state: 'Pending' };
  if (state !== 'Failed' && state !== 'Running') return [];
  return [
    {
      source: `status of machine ${machine.metadata.name}`,
      ...(phase === undefined ? {} : { phase }),
      ...(command === undefined ? {} : { command }),
      ...(exitCode === undefined ? {} : { exitCode }),
      lines: message === '' ? [] : message.split('\n'),
    },
  ];
}
