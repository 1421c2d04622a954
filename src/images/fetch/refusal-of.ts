import { BuildError } from '../build-error.ts';
import type { WebAnswer } from './web.ts';

/** The error for an answer that is no success: one that may pass is a plain error, everything else says that it is no use. */
export async function refusalOf(url: string, answer: WebAnswer): Promise<Error> {
  await answer.body.dump();
  if (answer.status >= 500 || answer.status === 408 || answer.status === 429) {
    return new Error(`the server answers ${answer.status}`);
  }
  return new BuildError('NotPublished', `${url} is not there: the server answers ${answer.status}.`, {
    retryable: false,
  });
}
