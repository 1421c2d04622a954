import type { Timers } from '#capabilities/timers.ts';

/** What an engine answered about what there is, shared by everybody who asks until something may have changed. */
export interface EngineLooks {
  /** The answer to a question that is asked under this name; rejections are not kept. The answer is shared: never change it. */
  share<T>(name: string, ask: () => Promise<T>): Promise<T>;
  /** Something changed, or is about to: neither what was answered so far nor what is being answered now is shared any more. */
  forget(): void;
  /** Somebody listens to the engine's events until the result is called: without that nothing is shared. */
  listen(): () => void;
}

/** Every change is an event; this bounds what one that was lost could do. */
const validMilliseconds = 2000;

interface Look {
  readonly at: number;
  readonly answer: Promise<unknown>;
}

/**
 * While a cluster is made a dozen controllers look at the same few things with every pass, 1500 questions to the engine in
 * all. Between two events of the engine, and two changes of our own, the answers are the same.
 */
export function createEngineLooks(timers: Pick<Timers, 'monotonic'>): EngineLooks {
  let looks = new Map<string, Look>();
  let listeners = 0;
  const forget = (): void => void (looks = new Map());
  return {
    share: async <T>(name: string, ask: () => Promise<T>): Promise<T> => {
      if (listeners === 0) return await ask();
      const now = timers.monotonic();
      const known = looks.get(name);
      if (known !== undefined && now - known.at <= validMilliseconds) return (await known.answer) as T;
      const answer = ask();
      const among = looks;
      among.set(name, { at: now, answer });
      answer.catch(() => among.delete(name));
      return await answer;
    },
    forget,
    listen: () => {
      forget();
      listeners += 1;
      return () => {
        listeners -= 1;
        forget();
      };
    },
  };
}
