import type { Worker } from 'node:worker_threads';
import { startRunThread } from '../plans/start-run-thread.ts';
import type { SimulationMessage } from './simulation-message.ts';

type Answer = SimulationMessage['answer'];

/** One thread that lives scenarios, one question after the other. */
export class SimulationThread {
  readonly #worker: Worker;

  constructor(entry: URL) {
    this.#worker = startRunThread(entry, 'simulation');
  }

  /** The answer to a question; rejects when the thread fails or is ended. */
  async ask(
    question: SimulationMessage['question'],
    onProgress: (progress: Extract<Answer, { readonly progress: unknown }>['progress']) => void = () => undefined,
  ): Promise<Exclude<Answer, { readonly progress: unknown }>> {
    const worker = this.#worker;
    const { promise, reject, resolve } = Promise.withResolvers<Exclude<Answer, { readonly progress: unknown }>>();
    const hear = (answer: Answer): void => {
      if ('progress' in answer) {
        onProgress(answer.progress);
      } else {
        resolve(answer);
      }
    };
    const fail = (error: unknown): void => reject(error instanceof Error ? error : new Error(String(error)));
    const exit = (code: number): void => reject(new Error(`the simulation's thread ended with code ${code}`));
    worker.on('message', hear).on('error', fail).on('exit', exit);
    try {
      worker.postMessage(question);
      return await promise;
    } finally {
      worker.off('message', hear).off('error', fail).off('exit', exit);
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
