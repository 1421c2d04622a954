import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Life, LifeEnd } from './life.ts';

const program = join(import.meta.dirname, 'live-process.ts');

/** Lives all lives, in as many processes as there are processors; ends in the order of the lives. */
export async function liveAll(lives: readonly Life[]): Promise<readonly LifeEnd[]> {
  const ends: LifeEnd[] = [];
  const left = lives.entries();
  const work = async (): Promise<void> => {
    const child = fork(program);
    try {
      for (const [index, life] of left) ends[index] = await ask(child, life);
    } finally {
      child.disconnect();
    }
  };
  await Promise.all(Array.from({ length: Math.min(lives.length, availableParallelism()) }, work));
  return ends;
}

async function ask(child: ChildProcess, life: Life): Promise<LifeEnd> {
  const over = new AbortController();
  const { signal } = over;
  const answer = once(child, 'message', { signal });
  const death = once(child, 'exit', { signal });
  child.send(life);
  try {
    const [end] = await Promise.race([answer, death]);
    if (typeof end !== 'object' || end === null) {
      throw new Error(`the process of life ${JSON.stringify(life)} ended with ${String(end)}`);
    }
    return end as LifeEnd;
  } finally {
    over.abort();
    await Promise.allSettled([answer, death]);
  }
}
