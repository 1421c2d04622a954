import { request } from 'node:http';

const answerMilliseconds = 5_000;

/** Whether a container engine answers at a socket; `refused` when this user may not ask. */
export function engineAnswers(socket: string): Promise<'answers' | 'refused' | 'silent'> {
  return new Promise((resolve) => {
    const asked = request({ socketPath: socket, path: '/_ping', timeout: answerMilliseconds }, (response) => {
      response.resume();
      resolve('answers');
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', (error) => resolve('code' in error && error.code === 'EACCES' ? 'refused' : 'silent'));
    asked.once('close', () => resolve('silent'));
    asked.end();
  });
}
