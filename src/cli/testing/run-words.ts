import type { KubeClient } from '#kube/create-kube-client.ts';
import { clock } from '#platform/clock.ts';
import { serverPaths } from '#platform/server/server-paths.ts';
import { timers } from '#platform/timers.ts';
import type { CommandContext } from '../context/command-context.ts';
import { createProgram } from '../create-program.ts';
import { describeFailure } from '../describe-failure.ts';

export interface Ended {
  readonly code: number;
  readonly printed: readonly string[];
  readonly said: readonly string[];
}

export interface RunOptions {
  /** The state directory, HOME, and where bin/slipway would lie. */
  readonly directory: string;
  /** Absent: no manager answers. */
  readonly client?: KubeClient;
  /** What the person at the terminal types. */
  readonly answer?: string;
  readonly context?: Partial<CommandContext>;
}

/** Runs one command line against a client, as a process would. */
export async function runWords(words: readonly string[], options: RunOptions): Promise<Ended> {
  const { answer, client, directory } = options;
  const printed: string[] = [];
  const said: string[] = [];
  let code = 0;
  const context: CommandContext = {
    terminal: {
      print: (line) => void printed.push(line),
      say: (line) => void said.push(line),
      interactive: false,
      columns: 120,
      ask: async () => answer,
    },
    environment: { HOME: directory },
    paths: serverPaths(directory),
    installation: {
      version: '1.2.3',
      build: 'test',
      root: directory,
      releases: [{ name: 'v1', kubernetes: '1.36.3' }],
    },
    inspections: { buildTools: async () => [], engine: async () => [] },
    simulations: { run: () => Promise.reject(new Error('this test simulates nothing')) },
    artifacts: { clean: async () => [] },
    managerImages: { obtain: () => Promise.reject(new Error('this test makes no image')) },
    store: {
      backup: () => Promise.reject(new Error('this test has no store')),
      restore: () => Promise.reject(new Error('this test has no store')),
      rotateKey: () => Promise.reject(new Error('this test has no store')),
    },
    clock,
    timers,
    signal: new AbortController().signal,
    cluster: undefined,
    connect: async () => {
      if (client === undefined) throw new Error('this test has no manager');
      return client;
    },
    ...options.context,
  };
  const program = createProgram(context, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    const failure = describeFailure(error, context);
    return { code: failure.exitCode, printed, said: [...said, ...failure.lines] };
  }
  return { code, printed, said };
}
