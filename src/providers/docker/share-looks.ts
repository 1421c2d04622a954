import type Dockerode from 'dockerode';
import type { EngineLooks } from './create-engine-looks.ts';

/** Questions about what there is, which the engine's events tell the changes of. */
const looked = /^\/(containers\/json|containers\/[^/]+\/json|volumes|images\/json|networks|networks\/[^/]+)\?*$/;

interface Request {
  readonly method: string;
  readonly path: string;
  readonly options?: unknown;
  readonly isStream?: boolean;
  readonly abortSignal?: AbortSignal;
}

type Callback = (error: unknown, answer?: unknown) => void;

/** All requests of a client pass one function of its connection: questions are shared there, and changes end that. */
export function shareLooks(client: Dockerode, looks: EngineLooks): void {
  const modem = client.modem as { dial(request: Request, callback: Callback): void };
  const dial = modem.dial.bind(modem);
  modem.dial = (request, callback) => {
    const { abortSignal, isStream, method, options, path } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      looks.forget();
      dial(request, (error, answer) => {
        looks.forget();
        callback(error, answer);
      });
    } else if (isStream === true || abortSignal !== undefined || !looked.test(path)) {
      dial(request, callback);
    } else {
      const ask = () =>
        new Promise((resolve, reject) => {
          dial(request, (error, answer) => (error ? reject(error) : resolve(answer)));
        });
      void tell(looks.share(`${path} ${JSON.stringify(options)}`, ask), callback);
    }
  };
}

async function tell(asked: Promise<unknown>, callback: Callback): Promise<void> {
  let answer: unknown;
  try {
    answer = await asked;
  } catch (error) {
    callback(error);
    return;
  }
  callback(null, answer);
}
