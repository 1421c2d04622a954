import type { Kind } from '#api/meta/kind.ts';
import type { KubeObject } from '#api/meta/kube-object.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../context/command-context.ts';
import { exitCodes } from '../exit-codes.ts';

export interface AwaitedEnd {
  readonly kind: Kind;
  /** What is still there. */
  left(): Promise<readonly KubeObject[]>;
  /** Monotonic milliseconds. */
  readonly until: number;
}

const lookMilliseconds = 500;

/** Waits until nothing is left of a kind; CliError naming what is when the time is over. */
export async function awaitGone({ signal, terminal, timers }: CommandContext, awaited: AwaitedEnd): Promise<void> {
  let told = '';
  for (;;) {
    const names = (await awaited.left()).map(({ metadata }) => metadata.name).join(', ');
    if (names === '') return;
    const says = `${awaited.kind.plural} that are not gone yet: ${names}`;
    if (timers.monotonic() >= awaited.until) {
      throw new CliError(`timed out: ${says}`, {
        exitCode: exitCodes.timeout,
        cure: 'the same command goes on with it when it is run again',
      });
    }
    if (says !== told) terminal.say(says);
    told = says;
    await timers.sleep(lookMilliseconds, signal);
  }
}
