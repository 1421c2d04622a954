import { request } from 'node:http';

const answerMilliseconds = 5_000;

/** The JSON that the engine at a socket answers at a path of its API; undefined when it answers none. */
export function readEngine(socket: string, path: string): Promise<unknown> {
  return new Promise((resolve) => {
    const asked = request({ socketPath: socket, path, timeout: answerMilliseconds }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.once('end', () => {
        try {
          resolve(response.statusCode === 200 ? JSON.parse(text) : undefined);
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
