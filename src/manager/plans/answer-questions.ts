import { parentPort } from 'node:worker_threads';
import { servedKinds } from '#api/served-kinds.ts';
import { Expressions } from '#engine/cel/expressions.ts';
import { computePlan } from '#simulation/plan/compute-plan.ts';
import { helpWithPlan } from '#simulation/plan/help-with-plan.ts';
import type { World } from '#simulation/world.ts';
import type { PlanComposition } from '#simulation/plan/run-seed.ts';
import { workloadKinds } from '#simulation/workload-kinds.ts';
import { composition } from '../composition/composition.ts';
import { modelOf } from '../composition/model-of.ts';
import type { PlanMessage } from './plan-message.ts';
import type { PlanRequest } from './plan-request.ts';
import type { SealedTime } from './seal-globals.ts';
import { sharedSeeds, type TakenSeed } from './shared-seeds.ts';

type Question = PlanMessage['question'];

/** What all worlds of this thread share. */
type SharedParts = Pick<PlanComposition, 'expressions' | 'onWorld'>;

/** Computes plans, or helps with them, for the thread that started this one, one after the other, until that ends it. */
export function answerQuestions(time: SealedTime): void {
  const shared = { expressions: new Expressions(), onWorld: (world: Pick<World, 'clock'>) => time.read(world.clock) };
  let before: Promise<void> = Promise.resolve();
  parentPort?.on('message', (question: Question) => {
    before = before.then(async () => {
      if (question.shared?.role === 'helper') {
        await help(question, shared);
        return;
      }
      const answer = await answerTo(question, shared);
      parentPort?.postMessage(answer, 'document' in answer ? [answer.document.buffer as ArrayBuffer] : []);
    });
  });
}

async function answerTo({ id, request, shared }: Question, parts: SharedParts): Promise<PlanMessage['answer']> {
  try {
    const question = read(request);
    const share = shared && sharedSeeds(shared);
    const document = await computePlan(question, compositionFor(question, parts), share && { share });
    return { id, document: new TextEncoder().encode(JSON.stringify(document)) };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Whatever goes wrong here the maker of the plan finds out for itself: it runs the seeds that are missing. */
async function help({ request, shared }: Question, parts: SharedParts): Promise<void> {
  if (shared === undefined) return;
  const { port } = shared;
  try {
    const question = read(request);
    await helpWithPlan(question, compositionFor(question, parts), {
      share: sharedSeeds(shared),
      // Objects are shown from the maker's own run.
      tell: (seed, run) =>
        port.postMessage({ seed, run: { ...run, before: [], declared: [], after: [] } } satisfies TakenSeed),
    });
  } finally {
    port.close();
  }
}

function read(request: SharedArrayBuffer): PlanRequest {
  return JSON.parse(new TextDecoder().decode(new Uint8Array(request).slice())) as PlanRequest;
}

function compositionFor({ providerType }: PlanRequest, parts: SharedParts): PlanComposition {
  return { ...parts, composition, kinds: servedKinds, workloadKinds, model: modelOf(providerType) };
}
