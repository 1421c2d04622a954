import type { ComparedCase, Step } from './compared-case.ts';
import { createSender } from './create-sender.ts';
import type { Noticed } from './noticed.ts';
import { takeStep } from './take-step.ts';
import type { Target } from './target.ts';
import { withoutChance } from './without-chance.ts';

/** What happens to a whole server, when all cases have come to it. */
const events = ['TIGHTEN', 'COMPACT'] as const;

const atOnce = 12;

/** Sends all cases to a server, some side by side; their answers without what is chance, by topic and name. */
export async function runCases(
  target: Target,
  cases: readonly ComparedCase[],
): Promise<ReadonlyMap<string, readonly Noticed[]>> {
  let sender = createSender(target.connection);
  const runs = cases.map((compared) => ({ ...compared, left: [...compared.steps], answers: [] as Noticed[] }));
  type Run = (typeof runs)[number];
  const open = async ({ namespace }: Run) => {
    const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    const { status, text } = await sender.send({ method: 'POST', path: '/api/v1/namespaces', body });
    if (status !== 201) throw new Error(`${target.name} refuses the namespace ${namespace}: ${text}`);
  };
  const proceed = async ({ topic, name, namespace, left, answers }: Run) => {
    for (let step = left[0]; step !== undefined && !isEvent(step); step = left[0]) {
      left.shift();
      try {
        answers.push(await takeStep(sender, step, { namespace, answers }));
      } catch (error) {
        throw new Error(`${target.name}: ${topic}: ${name}: ${step.line}`, { cause: error });
      }
    }
  };
  try {
    await sideBySide(runs, open);
    await sideBySide(runs, proceed);
    for (const event of events) {
      const waiting = runs.filter(({ left }) => left[0]?.line === event);
      if (waiting.length === 0) continue;
      // A server that starts anew for it cuts its connections.
      await sender.close();
      await (event === 'TIGHTEN' ? target.tighten() : target.compact());
      sender = createSender(target.connection);
      for (const { left } of waiting) left.shift();
      await sideBySide(waiting, proceed);
    }
  } finally {
    await sender.close();
  }
  return new Map(runs.map(({ topic, name, answers }) => [`${topic}: ${name}`, withoutChance(answers)]));
}

function isEvent({ line }: Step): boolean {
  return events.some((event) => event === line);
}

async function sideBySide<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
