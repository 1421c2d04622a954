import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describeInstallation } from './describe-installation.ts';
import type { Installation } from './installation.ts';

/** A person is told within ten seconds of a machine that is not busy; machines under load are slow. */
const patienceMilliseconds = 240_000;

/** Asks `slipway describe` until it shows the sentence; gives all it shows then. */
export async function tells(installation: Installation, what: readonly string[], sentence: RegExp): Promise<string> {
  const deadline = AbortSignal.timeout(patienceMilliseconds);
  for (;;) {
    const { stdout } = await installation.tryCli(['describe', ...what]);
    if (sentence.test(stdout)) return stdout;
    if (deadline.aborted) {
      assert.fail(
        `describe ${what.join(' ')} does not show ${sentence}:\n${stdout}\n${await describeInstallation(installation)}`,
      );
    }
    await pause(250);
  }
}
