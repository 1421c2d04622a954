import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A container that the engine made for an installation. */
export interface ContainerBirth {
  /** `machine`, `endpoint`, … */
  readonly resource: string;
  /** Of the object it was made for. */
  readonly name: string;
}

/** Hears of every container that is made for one installation from now on: the engine itself forgets quickly. */
export interface ContainerBirths {
  readonly seen: readonly ContainerBirth[];
  /** Resolves at the first one that fits, also when it was before; rejects after five minutes. */
  first(fits: (birth: ContainerBirth) => boolean): Promise<ContainerBirth>;
  stop(): void;
}

const longest = 300_000;

export function containerBirths(installation: string): ContainerBirths {
  const filters = ['type=container', 'event=create', `label=slipway.dev/installation=${installation}`];
  const parameters = filters.flatMap((filter) => ['--filter', filter]);
  const child = spawn('docker', ['events', ...parameters, '--format', '{{json .Actor.Attributes}}'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const seen: ContainerBirth[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const labels = JSON.parse(line) as { readonly [name: string]: string };
    seen.push({ resource: labels['slipway.dev/resource'] ?? '', name: labels['slipway.dev/name'] ?? '' });
    for (const listener of listeners) listener();
  });
  return {
    seen,
    first: (fits) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`no such container was made; these were: ${JSON.stringify(seen)}`));
        }, longest);
        const look = () => {
          const found = seen.find(fits);
          if (found === undefined) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
    stop: () => void child.kill('SIGTERM'),
  };
}
