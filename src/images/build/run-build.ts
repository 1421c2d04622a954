import { performance } from 'node:perf_hooks';
import type { TaskIo } from '#capabilities/task-worker.ts';
import type { Architecture } from '../architecture.ts';
import type { Artifact, ArtifactCache } from '../cache/artifact-cache.ts';
import { type LookedUp, lookUp } from '../cache/look-up.ts';
import type { GoCompiler } from '../go/go-compiler.ts';
import type { BuildPlan, BuildStep } from '../plan/build-plan.ts';
import type { Access } from './access.ts';
import { trackProgress } from './progress-tracker.ts';
import { StepRunner } from './step-runner.ts';

export interface BuildOptions {
  readonly plan: BuildPlan;
  /** Ids of the steps whose artifacts are asked for. */
  readonly results: readonly string[];
  readonly cache: ArtifactCache;
  /** What artifacts that are not made here are fetched with. */
  readonly access: Access;
  readonly architecture: Architecture;
  /** Asked when something has to be compiled. */
  go(): Promise<GoCompiler>;
  /** Files given to the build, by digest. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Seconds steps took before; what this build took is added. */
  readonly durations: Record<string, number>;
  /** Called once with the steps that are not in the cache, before any of them starts; throws when they cannot be built here. */
  prepare(missing: readonly BuildStep[]): Promise<void>;
  readonly io: TaskIo;
}

const tickMilliseconds = 1000;

/** Builds what the cache does not have and returns the artifacts, by step id. The first failure ends all steps and is thrown. */
export async function runBuild(options: BuildOptions): Promise<ReadonlyMap<string, Artifact>> {
  const { cache, io } = options;
  const first = await lookUp(options);
  if (first.missing.length === 0) {
    return first.found;
  }
  const leave = await cache.enter(io.signal);
  try {
    await options.prepare(first.missing);
    await buildMissing(options, first);
    return first.found;
  } finally {
    await leave();
  }
}

async function buildMissing(options: BuildOptions, { found, missing }: LookedUp): Promise<void> {
  const { cache, access, architecture, go, inputs, durations, io } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([io.signal, stop.signal]);
  const tracker = trackProgress({
    steps: missing,
    learned: { ...durations },
    report: io.progress,
    now: () => performance.now(),
  });
  const ticking = setInterval(() => tracker.tick(), tickMilliseconds);
  const runner = new StepRunner({ cache, access, architecture, go, inputs, found, durations, tracker, signal, io });
  try {
    const running = missing.map((step) => runner.run(step).catch((error: unknown) => stop.abort(error)));
    await Promise.all(running);
  } finally {
    clearInterval(ticking);
  }
  // Later failures only say that they were aborted.
  signal.throwIfAborted();
}
