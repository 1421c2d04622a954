import { request } from 'node:http';
import { isRecord } from '#base/is-record.ts';

const answerMilliseconds = 5_000;

/** What the engine at a socket answers at a path of its API; undefined when it answers nothing that can be read. */
export function readEngine(socket: string, path: string): Promise<{ readonly [field: string]: unknown } | undefined> {
  return new Promise((resolve) => {
    const asked = request({ socketPath: socket, path, timeout: answerMilliseconds }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => {
        try {
          const value: unknown = JSON.parse(text);
          resolve(isRecord(value) && response.statusCode === 200 ? value : undefined);
        } catch {
          resolve(undefined);
        }
      });
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(undefined));
    asked.once('close', () => resolve(undefined));
    asked.end();
  });
}
