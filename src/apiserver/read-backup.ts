import type { Answer } from './http/answer.ts';

async function* chunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** `GET /slipway/v1alpha1/backup`: the lines of a backup as they are read; undefined for any other path. */
export function readBackup(
  backup: (() => AsyncIterable<string>) | undefined,
  segments: readonly string[],
): Answer | undefined {
  if (backup === undefined || segments.join('/') !== 'slipway/v1alpha1/backup') return undefined;
  return { type: 'stream', contentType: 'text/plain; charset=utf-8', chunks: chunks(backup()) };
}
