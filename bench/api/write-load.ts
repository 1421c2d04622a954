import { machineObject, machineStatus } from './machine-object.ts';
import { createMultiplexed, type Multiplexed, type SentRequest } from './multiplexed.ts';
import { processorSeconds } from '../../e2e/harness/process-use.ts';
import type { Served } from './served.ts';

const machines = '/apis/slipway.dev/v1alpha1/namespaces/default/machines';

export interface WriteFigures {
  readonly perSecond: number;
  readonly perProcessorSecond: number;
  /** Milliseconds from request to answer. */
  readonly p50: number;
  readonly p99: number;
}

/** Create, a patch of the status, and an apply by each of two managers: the four writes of an object in a controller's life. */
function writesOf(name: string): readonly SentRequest[] {
  const applied = (manager: string) => ({
    method: 'PATCH',
    path: `${machines}/${name}?fieldManager=${manager}&force=true`,
    contentType: 'application/apply-patch+yaml',
    body: {
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Machine',
      metadata: { name, namespace: 'default', annotations: { [`bench.slipway.dev/${manager}`]: name } },
    },
  });
  return [
    { method: 'POST', path: machines, body: machineObject(name) },
    {
      method: 'PATCH',
      path: `${machines}/${name}/status`,
      contentType: 'application/merge-patch+json',
      body: { status: machineStatus(1) },
    },
    applied('first'),
    applied('second'),
  ];
}

async function write(client: Multiplexed, name: string, times: number[]): Promise<void> {
  for (const request of writesOf(name)) {
    const began = performance.now();
    const { status, text } = await client.send(request);
    times.push(performance.now() - began);
    if (status >= 300) throw new Error(`${request.method} ${request.path}: ${status} ${text}`);
  }
}

/** Writes `objects` objects, `clients` at a time, each in its four steps. */
export async function writeLoad(
  served: Served,
  { objects, clients, prefix }: { readonly objects: number; readonly clients: number; readonly prefix: string },
): Promise<WriteFigures> {
  const client = createMultiplexed(served.connection);
  const times: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < objects) {
      next += 1;
      await write(client, `${prefix}-${next}`, times);
    }
  };
  try {
    const before = await processorSeconds(served.pids);
    const began = performance.now();
    await Promise.all(Array.from({ length: clients }, work));
    const seconds = (performance.now() - began) / 1000;
    const processor = (await processorSeconds(served.pids)) - before;
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
    return {
      perSecond: times.length / seconds,
      perProcessorSecond: times.length / processor,
      p50: at(0.5),
      p99: at(0.99),
    };
  } finally {
    client.close();
  }
}
