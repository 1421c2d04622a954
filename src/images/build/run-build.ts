import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { TaskIo } from '#capabilities/task-worker.ts';
import type { Artifact, ArtifactCache } from '../cache/artifact-cache.ts';
import type { BuildPlan, BuildStep } from '../plan/build-plan.ts';
import { buildStep } from './build-step.ts';
import { type GoWorkspace, prepareGoWorkspace } from './go-workspace.ts';
import { createLanes } from './lanes.ts';
import { trackProgress } from './progress-tracker.ts';

export interface BuildOptions {
  readonly plan: BuildPlan;
  /** Ids of the steps whose artifacts are asked for. */
  readonly results: readonly string[];
  readonly cache: ArtifactCache;
  readonly architecture: 'amd64' | 'arm64';
  readonly inputs: ReadonlyMap<string, string>;
  /** Seconds steps took before; what this build took is added. */
  readonly durations: Record<string, number>;
  /** Called once with the steps that are not in the cache, before any of them starts; throws when they cannot be built here. */
  prepare(missing: readonly BuildStep[]): Promise<void>;
  readonly io: TaskIo;
}

/** Builds what the cache does not have and returns the artifacts, by step id. */
export async function runBuild(options: BuildOptions): Promise<ReadonlyMap<string, Artifact>> {
  const { cache, io } = options;
  const found = new Map<string, Artifact>();
  const missing = await missingSteps(options, found);
  if (missing.length > 0) {
    await cache.sweep();
    await options.prepare(missing);
    const stop = new AbortController();
    const signal = AbortSignal.any([io.signal, stop.signal]);
    const build = createBuild(options, { found, missing, signal });
    const results = await Promise.allSettled(
      missing.map((step) =>
        build(step).catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
      ),
    );
    if (results.some((result) => result.status === 'rejected')) {
      // The first failure aborted the others; what they say is only that.
      throw signal.reason;
    }
  }
  return found;
}

/** From the results backwards: what is in the cache hides everything it was made from, unless something else needs that. */
async function missingSteps(options: BuildOptions, found: Map<string, Artifact>): Promise<BuildStep[]> {
  const { steps } = options.plan;
  const wanted = new Set(options.results);
  const missing: BuildStep[] = [];
  for (const step of steps.toReversed()) {
    if (!wanted.has(step.id)) {
      continue;
    }
    const artifact = await options.cache.find(step.key);
    if (artifact) {
      found.set(step.id, artifact);
      continue;
    }
    missing.unshift(step);
    for (const id of step.needs) {
      wanted.add(id);
    }
  }
  return missing;
}

interface BuildState {
  readonly found: Map<string, Artifact>;
  readonly missing: readonly BuildStep[];
  readonly signal: AbortSignal;
}

function createBuild(options: BuildOptions, state: BuildState): (step: BuildStep) => Promise<Artifact> {
  const { cache, architecture, inputs, durations, io } = options;
  const { found, missing, signal } = state;
  const lanes = createLanes();
  const tracker = trackProgress({ steps: missing, learned: { ...durations }, report: io.progress, now: () => performance.now() });
  const running = new Map<string, Promise<Artifact>>();
  const context = (step: BuildStep, workFolder: string) => ({
    architecture,
    inputs,
    workFolder,
    signal,
    needs: found,
    log: (line: string) => io.log(`${step.id}: ${line}`),
    progress: (share: number, message: string) => tracker.update(step, share, message),
  });

  async function fetchModules(step: BuildStep, workFolder: string): Promise<GoWorkspace | undefined> {
    const { recipe } = step;
    if (recipe.type !== 'go-programs') {
      return undefined;
    }
    return lanes.run('fetch', () => {
      signal.throwIfAborted();
      tracker.update(step, 0, `fetching the Go modules of ${recipe.name} ${recipe.version}`);
      return prepareGoWorkspace(recipe, { directory: workFolder, architecture, signal, log: context(step, workFolder).log });
    });
  }

  async function build(step: BuildStep): Promise<Artifact> {
    await Promise.all(step.needs.map((id) => running.get(id)));
    const workFolder = await cache.workFolder(`${step.id}-${step.key.slice(0, 16)}`);
    const workspace = await fetchModules(step, workFolder);
    return lanes.run(step.lane, async () => {
      signal.throwIfAborted();
      const started = performance.now();
      tracker.update(step, 0, `building ${step.recipe.name}`);
      const artifact = await cache.make(step.key, (outputFolder) => buildStep(step, { ...context(step, workFolder), outputFolder }, workspace));
      found.set(step.id, artifact);
      durations[step.id] = (performance.now() - started) / 1000;
      io.log(`${step.id}: built in ${durations[step.id]?.toFixed(1)} s`);
      tracker.finish(step);
      await rm(workFolder, { recursive: true, force: true });
      return artifact;
    });
  }

  return (step) => {
    const promise = build(step);
    running.set(step.id, promise);
    return promise;
  };
}
