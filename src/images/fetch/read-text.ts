import { BuildError } from '../build-error.ts';
import { refusalOf } from './refusal-of.ts';
import type { Web } from './web.ts';
import { withRetries } from './with-retries.ts';

export interface TextReading {
  readonly signal: AbortSignal;
  /** More than this is refused. */
  readonly mostBytes: number;
  log(line: string): void;
}

/** Fetches a small text such as a checksum or an index. */
export async function readText(web: Web, url: string, { signal, mostBytes, log }: TextReading): Promise<string> {
  return withRetries(
    async () => {
      const answer = await web.get(url, { signal });
      if (answer.status !== 200) throw await refusalOf(url, answer);
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of answer.body) {
        chunks.push(chunk as Uint8Array);
        size += (chunk as Uint8Array).length;
        if (size > mostBytes) {
          throw new BuildError(
            'NotPublished',
            `${url} is larger than ${mostBytes} bytes: it is not what is looked for.`,
            {
              retryable: false,
            },
          );
        }
      }
      return Buffer.concat(chunks).toString('utf8');
    },
    { pace: web.pace, signal, what: `fetching ${url}`, progress: () => 0, log },
  );
}
