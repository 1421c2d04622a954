import { parentPort } from 'node:worker_threads';
import { servedKinds } from '#api/served-kinds.ts';
import { Expressions } from '#engine/cel/expressions.ts';
import { computePlan } from '#simulation/plan/compute-plan.ts';
import { workloadKinds } from '#simulation/workload-kinds.ts';
import { composition } from '../composition/composition.ts';
import { modelOf } from '../composition/model-of.ts';
import type { PlanMessage } from './plan-message.ts';
import type { PlanRequest } from './plan-request.ts';

/** Computes plans for the thread that started this one, one after the other, until that ends it. */
export function answerQuestions(): void {
  const expressions = new Expressions();
  let before: Promise<void> = Promise.resolve();
  parentPort?.on('message', (question: PlanMessage['question']) => {
    before = before.then(async () => {
      const answer = await answerTo(question, expressions);
      parentPort?.postMessage(answer, 'document' in answer ? [answer.document.buffer as ArrayBuffer] : []);
    });
  });
}

async function answerTo(
  { id, request }: PlanMessage['question'],
  expressions: Expressions,
): Promise<PlanMessage['answer']> {
  try {
    const { change, providerType, snapshot } = JSON.parse(new TextDecoder().decode(request)) as PlanRequest;
    const document = await computePlan(
      { snapshot, change },
      { composition, kinds: servedKinds, workloadKinds, expressions, model: modelOf(providerType) },
    );
    return { id, document: new TextEncoder().encode(JSON.stringify(document)) };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
