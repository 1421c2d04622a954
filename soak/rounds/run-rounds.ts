import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProgressFile, type Progress } from './progress-file.ts';
import type { Findings, Soak } from './soak.ts';

/** No round begins later than so many milliseconds after the start. */
const longest = 50 * 60_000;

/** The exit code of a soak that found nothing wrong and has rounds left. */
const unfinished = 3;

function sum(left: Findings, right: Findings): Findings {
  const figures = { ...left.figures };
  for (const [name, count] of Object.entries(right.figures)) figures[name] = (figures[name] ?? 0) + count;
  return { figures, failures: [...left.failures, ...right.failures] };
}

function line(soak: Soak, progress: Progress): string {
  const figures = Object.entries(progress.figures).map(([name, count]) => `${count} ${name}`);
  const time = `${Math.round(progress.milliseconds / 1000)} s`;
  const parts = [`round ${progress.done} of ${soak.rounds}`, ...figures, `${progress.failures.length} failures`, time];
  return `${soak.name}: ${parts.join(', ')}`;
}

/**
 * Runs the rounds of a soak that are not done yet, with a line after each. Its last line holds the figures of all rounds.
 * The process's exit code is 0 when all are done and none failed, 1 after a failure, 3 when rounds are left for another call.
 */
export async function runRounds(soak: Soak): Promise<void> {
  const file = new ProgressFile(soak);
  // What a soak that was ended left behind goes when the next one begins.
  const scratch = join(import.meta.dirname, '../../.cache/soak', `${soak.name}.tmp`);
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  process.env['TMPDIR'] = scratch;
  let progress = file.read(soak.rounds);
  if (progress.done > 0) console.log(`${line(soak, progress)}; going on`);
  const started = performance.now();
  while (progress.done < soak.rounds && performance.now() - started < longest) {
    const began = performance.now();
    const found = await soak.run(progress.done + 1);
    for (const failure of found.failures) console.log(`  ✖ ${failure}`);
    const milliseconds = progress.milliseconds + performance.now() - began;
    progress = { ...progress, ...sum(progress, found), done: progress.done + 1, milliseconds };
    file.write(progress);
    if (progress.done < soak.rounds) console.log(line(soak, progress));
  }
  rmSync(scratch, { recursive: true });
  const left = soak.rounds - progress.done;
  console.log(line(soak, progress) + (left === 0 ? '' : `; call it again for the ${left} rounds that are left`));
  if (progress.failures.length > 0) process.exitCode = 1;
  else if (left > 0) process.exitCode = unfinished;
}
