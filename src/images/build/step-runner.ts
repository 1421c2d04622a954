import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { TaskIo } from '#capabilities/task-worker.ts';
import type { Architecture } from '../architecture.ts';
import type { Artifact, ArtifactCache } from '../cache/artifact-cache.ts';
import type { GoCompiler } from '../go/go-compiler.ts';
import type { BuildStep } from '../plan/build-plan.ts';
import type { Access } from './access.ts';
import { buildStep } from './build-step.ts';
import { type GoWorkspace, prepareGoWorkspace } from './prepare-go-workspace.ts';
import { createLanes } from './lanes.ts';
import { durationName } from '../plan/duration-name.ts';
import type { ProgressTracker } from './progress-tracker.ts';
import type { StepContext } from './step-context.ts';

export interface StepRunnerOptions {
  readonly cache: ArtifactCache;
  readonly access: Access;
  readonly architecture: Architecture;
  go(): Promise<GoCompiler>;
  readonly inputs: ReadonlyMap<string, string>;
  /** Artifacts by step id; what is built is added. */
  readonly found: Map<string, Artifact>;
  /** Seconds by the name of a step's duration; what building took is added. */
  readonly durations: Record<string, number>;
  readonly tracker: ProgressTracker;
  readonly signal: AbortSignal;
  readonly io: TaskIo;
}

/** A key is usually there to be taken at once. */
const sayWaitMilliseconds = 1000;

/** Builds steps as soon as what they need is there and their lane is free; the modules of the next are fetched meanwhile. */
export class StepRunner {
  readonly #options: StepRunnerOptions;
  readonly #lanes = createLanes();
  readonly #running = new Map<string, Promise<Artifact>>();

  constructor(options: StepRunnerOptions) {
    this.#options = options;
  }

  /** Call in an order in which each step comes after what it needs. */
  run(step: BuildStep): Promise<Artifact> {
    const running = this.#run(step);
    this.#running.set(step.id, running);
    return running;
  }

  async #run(step: BuildStep): Promise<Artifact> {
    const { cache, signal, tracker } = this.#options;
    await Promise.all(step.needs.flatMap((id) => this.#running.get(id) ?? []));
    signal.throwIfAborted();
    const waits = setTimeout(() => tracker.update(step, 0, `${step.id}: another build makes it`), sayWaitMilliseconds);
    const release = await cache.take(step.key, signal).finally(() => clearTimeout(waits));
    try {
      return (await this.#madeByOthers(step)) ?? (await this.#make(step));
    } finally {
      await release();
    }
  }

  /** What was missing may have been made by whoever had it before. */
  async #madeByOthers(step: BuildStep): Promise<Artifact | undefined> {
    const { cache, found, tracker } = this.#options;
    const artifact = await cache.find(step.key);
    if (artifact === undefined) {
      return undefined;
    }
    found.set(step.id, artifact);
    tracker.finish(step);
    return artifact;
  }

  async #make(step: BuildStep): Promise<Artifact> {
    const workFolder = await this.#options.cache.workFolder(`${step.id}-${step.key.slice(0, 16)}`);
    const workspace = await this.#fetch(step, workFolder);
    const artifact = await this.#lanes.run(step.lane, () => this.#build(step, { workFolder, workspace }));
    await rm(workFolder, { recursive: true, force: true });
    return artifact;
  }

  async #fetch(step: BuildStep, workFolder: string): Promise<GoWorkspace | undefined> {
    const { recipe } = step;
    if (recipe.type !== 'go-programs') {
      return undefined;
    }
    const { architecture, signal, tracker } = this.#options;
    return this.#lanes.run('fetch', async () => {
      signal.throwIfAborted();
      tracker.update(step, 0, `fetching the Go modules of ${recipe.name} ${recipe.version}`);
      const compiler = await this.#options.go();
      const log = this.#logOf(step);
      return prepareGoWorkspace(recipe, { directory: workFolder, compiler, architecture, signal, log });
    });
  }

  async #build(
    step: BuildStep,
    { workFolder, workspace }: { readonly workFolder: string; readonly workspace: GoWorkspace | undefined },
  ): Promise<Artifact> {
    const { cache, access, architecture, inputs, found, durations, tracker, signal } = this.#options;
    signal.throwIfAborted();
    const started = performance.now();
    tracker.start(step);
    const context: Omit<StepContext, 'outputFolder'> = {
      architecture,
      inputs,
      workFolder,
      signal,
      needs: found,
      log: this.#logOf(step),
      progress: (share, message) => tracker.update(step, share, message),
    };
    const artifact = await cache.make(step.key, async (outputFolder) => ({
      step: step.id,
      ...(await buildStep(step, { ...context, outputFolder }, { access, workspace })),
    }));
    const seconds = (performance.now() - started) / 1000;
    found.set(step.id, artifact);
    durations[durationName(step)] = seconds;
    this.#logOf(step)(`built in ${seconds.toFixed(1)} s`);
    tracker.finish(step);
    return artifact;
  }

  #logOf(step: BuildStep): (line: string) => void {
    return (line) => this.#options.io.log(`${step.id}: ${line}`);
  }
}
